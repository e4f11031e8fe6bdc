namespace Weir.Terminal;

/// <summary>A table as a command sees it: no drawing, no markup.</summary>
/// <param name="Columns">Headings; one that ends in <c>&gt;</c> is aligned to the right.</param>
internal sealed record TableView(params IReadOnlyList<string> Columns)
{
    private readonly List<IReadOnlyList<Cell>> _rows = [];

    public IReadOnlyList<IReadOnlyList<Cell>> Rows => _rows;

    public TableView Add(params IReadOnlyList<Cell> cells)
    {
        _rows.Add(cells);
        return this;
    }
}

/// <summary>A field of a table.</summary>
internal readonly record struct Cell(string? Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string? text) => new(text);
}

/// <summary>How a field is meant; shown by colour where there is colour.</summary>
internal enum Tone
{
    Plain = 0,
    Good,
    Warning,
    Bad,
    Faint,
}
