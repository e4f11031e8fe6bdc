using Weir.Gateway.Admin.Settings;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Config;

/// <summary>Every setting with its source, as a table.</summary>
internal static class SettingWords
{
    public static void Write(ITerminal terminal, SettingsReport report)
    {
        terminal.Line(report.FileExists ? $"{report.File}, read {Amounts.Moment(report.LoadedAt)}" : $"no {report.File}");
        var table = new TableView("SETTING", "VALUE", "SOURCE", "AT", "CHANGES");
        foreach (var value in report.Values)
        {
            table.Add(
                value.Path,
                value.Value ?? "-",
                value.Source.Replace('_', ' '),
                (value.Place ?? "-") + (value.Variables.Count == 0 ? "" : $" ({string.Join(", ", value.Variables)})"),
                value.Hidden is { } hidden ? new Cell(hidden, Tone.Warning) : value.NeedsRestart ? "at the next start" : "at once");
        }

        terminal.Table(table);
        ConfigWords.Write(terminal, report.Problems);
    }
}
