using System.Globalization;
using Weir.Gateway.Admin.Chains;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Chains;

/// <summary>Chains in words.</summary>
internal static class ChainWords
{
    public static void Write(ITerminal terminal, ChainEntry chain)
    {
        terminal.Line($"{chain.Name}  {chain.Origin}{(chain.SetBy is null ? "" : $" by {chain.SetBy}")}");
        if (chain.Problem is { } problem)
        {
            terminal.Line($"Not in use: {problem}");
        }

        terminal.Line(Rules(chain));
        terminal.Line();
        var table = new TableView("#>", "TARGET", "STATUS", "LAST 24 H>", "SHARE>");
        for (var place = 1; place <= chain.Targets.Count; place++)
        {
            var target = chain.Targets[place - 1];
            table.Add(
                $"{place}",
                target.Name,
                new Cell(target.Reason is null ? target.Status : $"{target.Status}: {target.Reason}", ToneOf(target.Status)),
                Amounts.Count(target.Answered),
                target.Share is { } share ? share.ToString("P0", CultureInfo.InvariantCulture) : "-");
        }

        terminal.Table(table);
    }

    /// <summary>What becomes of a failure, in a sentence.</summary>
    public static string Rules(ChainEntry chain)
    {
        var tries = chain.Retries switch { 0 => "each target is asked once", 1 => "each target is asked up to twice", var more => $"each target is asked up to {more + 1} times" };
        var next = chain.MoveOn.Count == 0 ? "no other than the first is used"
            : chain.AskBeforeSwitching ? "the client is asked before the next one is used"
            : "then the next one";
        var limit = chain.DeadlineSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", within {seconds} s in all") : "";
        return $"Strategy {chain.Strategy}; {tries}, {next}{limit}.";
    }

    private static Tone ToneOf(string status) => status switch { "ready" => Tone.Good, "missing" => Tone.Bad, _ => Tone.Warning };
}
