/** Percent-encoding as signatures define it: everything but letters, digits and `-._~`, upper-case hex. */

const plain = /^[A-Za-z0-9\-._~]*$/;
const plainPath = /^[A-Za-z0-9\-._~/]*$/;

/** Encodes text; `/` too. */
function uriEncode(text: string): string {
  if (plain.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The path as every service but S3 signs it: `.` and `..` resolved, double slashes folded, and the path as sent encoded once more.
 * Without `normalise` only the encoding is done.
 */
export function canonicalPath(path: string, normalise: boolean): string {
  const simple = plainPath.test(path) && !path.includes("//") && !path.includes("/.");
  if (simple) return path || "/";
  const folded = normalise ? foldPath(path) : path;
  return folded.split("/").map(uriEncode).join("/");
}

/** The path as S3 signs it: as sent, in the one spelling of its encoding. */
export function canonicalS3Path(path: string): string {
  if (plainPath.test(path)) return path || "/";
  return path
    .split("/")
    .map((segment) => uriEncode(decodeText(segment.replaceAll("+", "%2B"))))
    .join("/");
}

/** The query in the one order and spelling that is signed, without its signature. */
export function canonicalQuery(query: string): string {
  if (query === "") return "";
  const pairs: [string, string][] = [];
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = uriEncode(decodeText(equals < 0 ? part : part.slice(0, equals)));
    if (name === "X-Amz-Signature") continue;
    pairs.push([name, equals < 0 ? "" : uriEncode(decodeText(part.slice(equals + 1)))]);
  }
  // By code unit, which for this alphabet is by byte; localeCompare would sort `_` before `A`.
  pairs.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

/** Decodes percent-escapes and `+`; text with a broken escape stays as it is and then matches no signature. */
export function decodeText(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return text;
  }
}

function foldPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  const last = path.slice(path.lastIndexOf("/") + 1);
  const closes = kept.length > 0 && (last === "" || last === "." || last === "..");
  return `/${kept.join("/")}${closes ? "/" : ""}`;
}
