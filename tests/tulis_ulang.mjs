// Load and save workbooks with ExcelJS and SheetJS, one process for all: arguments are JSON [[writer, from, to], ...].
// Prints JSON {versi: {...}, galat: {to: message}}.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const VERSI = {};
const PENULIS = {
  async exceljs(asal, tujuan) {
    const buku = new (require("exceljs").Workbook)();
    await buku.xlsx.readFile(asal);
    await buku.xlsx.writeFile(tujuan);
  },
  async sheetjs(asal, tujuan) {
    const XLSX = require("xlsx");
    XLSX.writeFile(XLSX.readFile(asal, { cellStyles: true, cellNF: true, bookVBA: true }), tujuan, { cellStyles: true });
  },
};
const PAKET = { exceljs: "exceljs", sheetjs: "xlsx" };
const galat = {};
for (const [penulis, asal, tujuan] of JSON.parse(process.argv[2])) {
  VERSI[penulis] = require(`${PAKET[penulis]}/package.json`).version;
  try {
    await PENULIS[penulis](asal, tujuan);
  } catch (salah) {
    galat[tujuan] = String(salah);
  }
}
console.log(JSON.stringify({ versi: VERSI, galat }));
