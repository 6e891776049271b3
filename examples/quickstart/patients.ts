/** The held-out rows: 100 patients of the Wisconsin breast cancer data set that no model here was trained on, with what was found. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");
const folder = "fixtures/xgboost/breast-cancer";
export const rowsFile = `${folder}/rows.csv`;

export interface Patient {
  /** Thirty measurements of cell nuclei, as a row of CSV. */
  readonly row: string;
  readonly diagnosis: Diagnosis;
}

export type Diagnosis = "malignant" | "benign";

/** In the data set 1 stands for benign; the models give the probability of that. */
export const diagnosisOf = (probabilityOfBenign: number): Diagnosis => (probabilityOfBenign >= 0.5 ? "benign" : "malignant");

export function heldOutPatients(): Patient[] {
  const labels = linesOf(`${folder}/labels.csv`);
  return linesOf(rowsFile).map((row, index) => ({ row, diagnosis: diagnosisOf(Number(labels[index])) }));
}

const linesOf = (name: string): string[] =>
  readFileSync(resolve(root, name), "utf8")
    .split("\n")
    .filter((line) => line !== "");
