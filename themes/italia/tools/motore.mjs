// What of ECharts goes into assets/echarts.js: bars and lines over a grid, with a tooltip
// and a legend, drawn as SVG. assets/grafici.js finds it as the global name echarts.
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendPlainComponent, TooltipComponent } from 'echarts/components'
import { getInstanceByDom, init, registerLocale, use, version } from 'echarts/core'
import italian from 'echarts/i18n/langIT-obj.js'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, GridComponent, LegendPlainComponent, TooltipComponent, SVGRenderer])

// Italian writes months and days of the week with small letters.
const { month, monthAbbr, dayOfWeek, dayOfWeekAbbr } = italian.time
const small = words => words.map(word => word.toLowerCase())
registerLocale('IT', { time: {
  month: small(month), monthAbbr: small(monthAbbr), dayOfWeek: small(dayOfWeek), dayOfWeekAbbr: small(dayOfWeekAbbr),
} })

export { getInstanceByDom, init, version }
