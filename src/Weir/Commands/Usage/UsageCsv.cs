using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Terminal;

namespace Weir.Commands.Usage;

/// <summary>Usage as comma-separated values (RFC 4180), one row a group, no totals: a sheet sums by itself.</summary>
internal static class UsageCsv
{
    public static void Write(UsageReport report, ITerminal terminal)
    {
        terminal.Line($"{report.By},name,requests,failed,input,cached_read,cached_write,output,reasoning,cost_usd,unpriced,estimated");
        foreach (var (group, name, sums) in report.Rows)
        {
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{Field(group)},{Field(name)},{sums.Requests},{sums.Failed},{sums.Usage.Input},{sums.Usage.CachedRead},{sums.Usage.CachedWrite},{sums.Usage.Output},{sums.Usage.Reasoning},{sums.CostUsd:0.#########},{sums.Unpriced},{sums.Estimated}"));
        }
    }

    private static string Field(string? text)
    {
        // A leading sign would make a formula of a name that a client chose.
        var safe = text is ['=' or '+' or '-' or '@', ..] ? "'" + text : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
