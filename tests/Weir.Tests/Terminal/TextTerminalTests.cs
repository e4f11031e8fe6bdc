using Weir.Terminal;

namespace Weir.Tests.Terminal;

public sealed class TextTerminalTests
{
    [Fact]
    public void A_piped_table_is_never_cut_and_has_no_padding_at_the_end()
    {
        using var output = new StringWriter();
        var terminal = new TextTerminal(TextReader.Null, output, TextWriter.Null, new TerminalTraits(false, false, null));

        terminal.Table(new TableView("NAME", "N>").Add(new string('x', 300), "1").Add("[red]not markup[/]", "22"));

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains(new string('x', 300), lines[1], StringComparison.Ordinal);
        Assert.Contains("[red]not markup[/]", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Colours_come_only_where_they_are_wanted(bool colours)
    {
        using var output = new StringWriter();
        var terminal = new TextTerminal(TextReader.Null, output, TextWriter.Null, new TerminalTraits(true, colours, 80));

        terminal.Table(new TableView("STATE").Add(new Cell("ok", Tone.Good)));

        Assert.Equal(colours, output.ToString().Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void Control_characters_of_a_name_do_not_reach_the_terminal()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new TextTerminal(TextReader.Null, output, error, new TerminalTraits(false, false, null));

        terminal.Line("a\e[2Jb");
        terminal.Fail("c\u009b2Jd", null);
        terminal.Table(new TableView("X").Add("e\e[31mf"));

        Assert.DoesNotContain('\e', output.ToString() + error);
        Assert.DoesNotContain('\u009b', output.ToString() + error);
    }
}
