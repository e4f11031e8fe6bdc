using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Weir.Terminal;

/// <summary>A terminal over text streams. The drawing library is touched only when a table is drawn, so that help stays quick.</summary>
internal sealed class TextTerminal(TextReader input, TextWriter output, TextWriter error, TerminalTraits traits) : ITerminal
{
    public bool IsInteractive => traits.IsInteractive;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>The terminal of this process.</summary>
    public static TextTerminal OfProcess(IReadOnlyDictionary<string, string> variables)
    {
        var colours = !System.Console.IsOutputRedirected && variables.GetValueOrDefault("NO_COLOR") is null or "" && variables.GetValueOrDefault("TERM") != "dumb";
        var traits = new TerminalTraits(
            IsInteractive: !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected,
            HasColours: colours && !System.Console.IsOutputRedirected,
            Width: System.Console.IsOutputRedirected ? null : System.Console.WindowWidth);
        return new TextTerminal(System.Console.In, System.Console.Out, System.Console.Error, traits);
    }

    public void Write(string text)
    {
        output.Write(Printable(text));
        output.Flush();
    }

    public void Line(string text = "") => output.WriteLine(Printable(text));

    public void Note(string text) => error.WriteLine(Printable(text));

    public void Json<T>(T value, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(value, type));

    public void Fail(string message, string? action)
    {
        error.WriteLine($"weir: {Printable(message)}");
        if (action is not null)
        {
            error.WriteLine($"  {Printable(action)}");
        }
    }

    public bool Confirm(string question)
    {
        error.Write($"{Printable(question)} [y/N] ");
        error.Flush();
        return input.ReadLine()?.Trim() is { Length: > 0 } answer && "yes".StartsWith(answer, StringComparison.OrdinalIgnoreCase);
    }

    public string? Ask(string question, bool isSecret = false)
    {
        error.Write($"{Printable(question)}: ");
        error.Flush();
        return isSecret && traits.IsInteractive && ReferenceEquals(input, System.Console.In) ? ReadHidden() : input.ReadLine()?.Trim();
    }

    public int? Choose(string question, IReadOnlyList<string> choices)
    {
        error.WriteLine(Printable(question));
        for (var i = 0; i < choices.Count; i++)
        {
            error.WriteLine($"  {i + 1}  {Printable(choices[i])}");
        }

        while (Ask($"1-{choices.Count}") is { } answer)
        {
            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Count)
            {
                return number - 1;
            }

            error.WriteLine("Type one of the numbers.");
        }

        return null;
    }

    public async Task<string> ReadInputAsync(CancellationToken cancellationToken) => (await input.ReadToEndAsync(cancellationToken)).Trim();

    /// <summary>A line of which nothing is shown while it is typed.</summary>
    private string ReadHidden()
    {
        var typed = new StringBuilder();
        while (System.Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        error.WriteLine();
        return typed.ToString().Trim();
    }

    public void Table(TableView table)
    {
        var drawn = new Table { Border = TableBorder.None, ShowHeaders = table.Columns.Any(heading => heading.Length > 0), Expand = false };
        foreach (var heading in table.Columns)
        {
            var column = new TableColumn(new Text(heading.TrimEnd('>'), new Style(decoration: Decoration.Dim))) { Padding = new Padding(0, 0, 2, 0) };
            column.Alignment = heading.EndsWith('>') ? Justify.Right : Justify.Left;
            column.NoWrap = true;
            drawn.AddColumn(column);
        }

        foreach (var row in table.Rows)
        {
            drawn.AddRow(row.Select(cell => new Text(Printable(cell.Text ?? "-"), StyleOf(cell.Tone)) { Overflow = Overflow.Ellipsis }));
        }

        // Drawn into memory first: the library pads every line to the table's width, which a pipe has no use for.
        using var buffer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = traits.HasColours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = traits.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(buffer),
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = traits.Width ?? 10_000;
        console.Write(drawn);
        foreach (var line in buffer.ToString().TrimEnd().Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };

    /// <summary>Names come from files and upstreams: what would steer the terminal is shown as a mark instead.</summary>
    private static string Printable(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f') < 0
        ? text
        : string.Concat(text.Select(character => char.IsControl(character) && character is not '\n' and not '\t' ? '\ufffd' : character));
}
