using System.Globalization;
using Weir.Gateway.Admin.Usage;

namespace Weir.Gateway.Admin.Exports;

/// <summary>Usage as comma-separated values, one row a group, no totals: a sheet sums by itself.</summary>
public static class UsageCsv
{
    /// <summary>The lines, without their ends; the first has the names of the columns.</summary>
    public static IEnumerable<string> Lines(UsageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var then = report.Then is null ? "" : $"{report.Then},{report.Then}_name,";
        yield return $"{report.By},name,{then}requests,failed,input,cached_read,cached_write,output,reasoning,cost_usd,unpriced,estimated," +
            "cache_hits,saved_by_prompt_caches_usd,saved_by_answer_cache_usd,first_byte_p50_ms,first_byte_p95_ms,first_byte_p99_ms,duration_p50_ms,duration_p95_ms,duration_p99_ms";
        foreach (var row in report.Rows)
        {
            var sums = row.Sums;
            var second = report.Then is null ? "" : $"{CsvField.Of(row.Then)},{CsvField.Of(row.ThenName)},";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{CsvField.Of(row.Group)},{CsvField.Of(row.Name)},{second}{sums.Requests},{sums.Failed},{sums.Usage.Input},{sums.Usage.CachedRead},{sums.Usage.CachedWrite},{sums.Usage.Output},{sums.Usage.Reasoning},{sums.CostUsd:0.#########},{sums.Unpriced},{sums.Estimated},")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sums.CacheHits},{sums.SavedByPromptCachesUsd:0.#########},{sums.SavedByAnswerCacheUsd:0.#########},{Figures(sums.FirstByte)},{Figures(sums.Duration)}");
        }
    }

    private static string Figures(LatencyFigures? latency) => latency is null
        ? ",,"
        : string.Create(CultureInfo.InvariantCulture, $"{latency.P50Ms:0.###},{latency.P95Ms:0.###},{latency.P99Ms:0.###}");
}
