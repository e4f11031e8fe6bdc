using System.Text;
using Weir.TestKit;

namespace Weir.Dialects.Tests.Matrix;

/// <summary>Every client dialect to every upstream dialect, in every scenario. The result is published in docs/dialects.md.</summary>
public sealed class MatrixTests
{
    private static readonly string[] Clients = ["openai-chat", "openai-responses", "anthropic-messages", "gemini"];

    private static readonly string[] Upstreams = ["openai-chat", "openai-responses", "anthropic-messages", "gemini", "bedrock-converse", "cohere-v2", "ollama"];

    public static TheoryData<string, string, string> Cells()
    {
        var cells = new TheoryData<string, string, string>();
        foreach (var client in Clients)
        {
            foreach (var upstream in Upstreams)
            {
                foreach (var scenario in Scenario.All)
                {
                    cells.Add(client, upstream, scenario.Name);
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_is_whole_or_says_why_not(string client, string upstream, string scenario)
    {
        var failure = Failure(client, upstream, scenario);
        if (Gap.Of(scenario, client, upstream) is { } gap)
        {
            Assert.True(failure is not null, $"This works now; the gap \"{gap.Reason}\" is out of date.");
        }
        else
        {
            Assert.True(failure is null, failure?.ToString());
        }
    }

    [Fact]
    public void The_published_matrix_is_that_of_this_run()
    {
        var file = Path.Combine(Repository.Root.FullName, "docs", "dialects.md");
        var text = File.ReadAllText(file);
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var updated = text[..start] + "\n\n" + Document() + "\n" + text[end..];
        if (Environment.GetEnvironmentVariable("WEIR_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, updated);
        }

        Assert.Equal(updated, text);
    }

    private const string Begin = "<!-- matrix: begin -->";

    private const string End = "<!-- matrix: end -->";

    private static Exception? Failure(string client, string upstream, string scenario) => Record.Exception(() => Check(client, upstream, Scenario.All.Single(found => found.Name == scenario)));

    private static void Check(string client, string upstream, Scenario scenario)
    {
        var cell = new Cell(DialectTable.Find(client)!, DialectTable.Find(upstream)!, scenario);
        Facts.AssertAsked(scenario.Request with { Stream = scenario.Stream }, cell.Asked());
        Facts.AssertAnswered(scenario, cell.Answered());
        if (scenario.ComesBack)
        {
            Facts.AssertCameBack(scenario, cell.AskedAgain(), upstream);
        }
    }

    private static string Document()
    {
        var text = new StringBuilder();
        var notes = new List<string>();
        foreach (var client in Clients)
        {
            text.Append("**Client `").Append(client).Append("`**\n\n| | ").AppendJoin(" | ", Upstreams.Select(static name => $"`{name}`")).Append(" |\n|---|").Insert(text.Length, ":-:|", Upstreams.Length).Append('\n');
            foreach (var scenario in Scenario.All)
            {
                text.Append("| ").Append(scenario.Name).Append(" | ").AppendJoin(" | ", Upstreams.Select(upstream => Mark(client, upstream, scenario.Name, notes))).Append(" |\n");
            }

            text.Append('\n');
        }

        for (var i = 0; i < notes.Count; i++)
        {
            text.Append(i + 1).Append(". ").Append(notes[i]).Append('\n');
        }

        return text.ToString();
    }

    private static string Mark(string client, string upstream, string scenario, List<string> notes)
    {
        if (Gap.Of(scenario, client, upstream) is not { } gap)
        {
            return Failure(client, upstream, scenario) is null ? "yes" : "**no**";
        }

        if (!notes.Contains(gap.Reason))
        {
            notes.Add(gap.Reason);
        }

        return $"({notes.IndexOf(gap.Reason) + 1})";
    }
}
