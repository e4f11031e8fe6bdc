using Weir.Terminal;

namespace Weir.Commands.Config;

/// <summary>How tests went, in words: a line for each, and what differs for those that failed.</summary>
internal static class RouteTestWords
{
    public static void Write(ITerminal terminal, RouteTestReport report)
    {
        foreach (var test in report.Tests)
        {
            terminal.Line($"{(test.Ok ? "ok    " : "FAILED")} line {test.Line}: {test.Model ?? "no model"}{(test.Key is null ? "" : $" by {test.Key}")}");
            if (!test.Ok)
            {
                WriteDifference(terminal, test);
            }
        }

        terminal.Line($"{report.Passed} passed, {report.Failed} failed under {report.Config ?? "no weir.yaml"}.");
    }

    private static void WriteDifference(ITerminal terminal, RouteTestResult test)
    {
        IReadOnlyList<string> expected = test.ExpectedError is { } error ? [$"error {error}"] : test.Expected ?? [];
        IReadOnlyList<string> got = test.GotError is { } gotten ? [$"error {gotten}"] : test.Got;
        var table = new TableView("", "EXPECTED", "GOT");
        for (var i = 0; i < Math.Max(expected.Count, got.Count); i++)
        {
            var (wanted, found) = (expected.ElementAtOrDefault(i), got.ElementAtOrDefault(i));
            table.Add(wanted == found ? " " : "!", wanted ?? "-", new Cell(found ?? "-", wanted == found ? Tone.Plain : Tone.Bad));
        }

        terminal.Table(table);
        if (test.Message is not null)
        {
            terminal.Line($"       {test.Message}");
        }

        foreach (var skipped in test.Skipped)
        {
            terminal.Line($"       skipped {skipped}");
        }
    }
}
