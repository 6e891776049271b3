/** Why an alarm is in its state, in the sentences CloudWatch writes (seen in notifications of the real service). */
import { type AlarmRule, type AlarmState, breaches, comparisons, type Datapoint, type Evaluated } from "./alarm-rule.ts";
import { javaDouble } from "./java-double.ts";

/** With so many datapoints or more, AWS names the newest of them in a sentence of its own. */
const mostListed = 5;

export function reasonOf(rule: AlarmRule, { real, missing }: Evaluated, state: AlarmState): string {
  const { evaluationPeriods: periods } = rule;
  if (state === "INSUFFICIENT_DATA") return `Insufficient Data: ${counted(periods, "datapoint")} unknown.`;
  const telling = real.filter((point) => breaches(rule, point) === (state === "ALARM"));
  const filled = missing > 0 ? filledWords(rule, missing) : "";
  if (telling.length === 0) return `Threshold Crossed: ${receivedWords(real.length, periods)}${filled}.`;
  const count =
    rule.datapointsToAlarm === undefined ? plural(telling.length, "datapoint") : `${telling.length} out of the last ${periods} datapoints`;
  const verb = telling.length === 1 ? "was" : "were";
  const crossed = `${verb} ${state === "ALARM" ? "" : "not "}${comparisons[rule.comparison].words} the threshold (${javaDouble(rule.threshold)})${filled}`;
  const minimum = minimumWords(rule, state);
  if (telling.length < mostListed) return `Threshold Crossed: ${count} [${listed(telling)}] ${crossed}${minimum}.`;
  const which = state === "ALARM" ? "crossed" : "did not cross";
  const newest = listed(telling.slice(0, mostListed));
  return `Threshold Crossed: ${count} ${crossed}. The most recent datapoints which ${which} the threshold: [${newest}]${minimum}.`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** "1 datapoint was", "3 datapoints were". */
const counted = (count: number, noun: string): string => `${plural(count, noun)} ${count === 1 ? "was" : "were"}`;

const listed = (points: readonly Datapoint[]): string =>
  points.map(({ value, atMs }) => `${javaDouble(value)} (${shortTime(atMs)})`).join(", ");

function receivedWords(received: number, periods: number): string {
  const datapoints = received === 0 ? "no datapoints were" : counted(received, "datapoint");
  return `${datapoints} received for ${plural(periods, "period")}`;
}

function filledWords({ missingData }: AlarmRule, missing: number): string {
  if (missingData !== "breaching" && missingData !== "notBreaching") return "";
  return ` and ${counted(missing, "missing datapoint")} treated as [${missingData === "breaching" ? "Breaching" : "NonBreaching"}]`;
}

/** Only when DatapointsToAlarm was given. Of 3 periods with 2 to alarm, 2 calm ones are enough to be OK. */
function minimumWords({ datapointsToAlarm, evaluationPeriods }: AlarmRule, state: AlarmState): string {
  if (datapointsToAlarm === undefined) return "";
  if (state === "ALARM") return ` (minimum ${plural(datapointsToAlarm, "datapoint")} for OK -> ALARM transition)`;
  return ` (minimum ${plural(evaluationPeriods - datapointsToAlarm + 1, "datapoint")} for ALARM -> OK transition)`;
}

/** dd/MM/yy HH:mm:ss, UTC. */
function shortTime(atMs: number): string {
  const [date = "", time = ""] = new Date(atMs).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(-2)} ${time.slice(0, 8)}`;
}
