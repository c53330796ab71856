import * as echarts from 'echarts';

/** Read units at one size of the library. */
export type Point = {
  readonly images: number;
  /** The last page. */
  readonly page: number;
  readonly skipAndScan: number;
  readonly search: number;
  /** The second page of the search. */
  readonly nextPage: number;
  readonly filter: number;
};

const lines = [
  // Both read every row, so one line would hide the other.
  { key: 'skipAndScan', name: 'last page, skip and scan', color: '#e3c88a', type: 'solid', width: 7 },
  { key: 'filter', name: 'search, filtering rows', color: '#4169a1', type: 'dashed', width: 2 },
  { key: 'search', name: 'search, Darkroom', color: '#4169a1', type: 'solid', width: 2 },
  { key: 'nextPage', name: 'its second page, Darkroom', color: '#6aa84f', type: 'solid', width: 2 },
  { key: 'page', name: 'last page, Darkroom', color: '#b8860b', type: 'solid', width: 2 },
] as const;

/** Read units by the size of the library, both logarithmic: what stays flat does not care how large it is. */
export function plotOf(points: readonly Point[]): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 960, height: 480 });
  const powerOfTen = (value: number) => value.toLocaleString('en-US');
  const axis = { type: 'log', nameLocation: 'middle', axisLabel: { formatter: powerOfTen } } as const;
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: { text: 'Read units of one page of 20, a tenth of the pictures deleted', left: 'center', top: 8 },
    grid: { left: 80, right: 30, top: 84, bottom: 56 },
    legend: { top: 36, itemWidth: 34, itemGap: 20, textStyle: { fontSize: 11 } },
    xAxis: {
      ...axis,
      name: 'pictures in the library',
      nameGap: 32,
      min: points[0]?.images,
      max: points.at(-1)?.images,
    },
    yAxis: { ...axis, name: 'read request units', nameGap: 56, min: 1 },
    series: lines.map(({ key, name, color, type, width }) => ({
      type: 'line',
      name,
      data: points.map((point) => [point.images, point[key]]),
      itemStyle: { color },
      lineStyle: { color, type, width },
      symbolSize: 7,
    })),
  });
  const svg = chart.renderToSVGString();
  // A chart that is not disposed of keeps the process alive.
  chart.dispose();
  return `${svg}\n`;
}
