using System.Text.Json.Serialization.Metadata;

namespace Weir.Terminal;

/// <summary>What a command says, and what it asks. Answers go to standard output; everything else to standard error.</summary>
internal interface ITerminal
{
    /// <summary>True when a person sits at both ends: input and output are a terminal.</summary>
    bool IsInteractive { get; }

    /// <summary>Standard output, for what is not a line or a table.</summary>
    TextWriter Output { get; }

    /// <summary>Standard error.</summary>
    TextWriter Error { get; }

    /// <summary>A part of a line of the answer, shown at once.</summary>
    void Write(string text);

    /// <summary>A line of the answer.</summary>
    void Line(string text = "");

    /// <summary>A table of the answer; as wide as its content when it goes to a file.</summary>
    void Table(TableView table);

    /// <summary>The answer as one JSON document.</summary>
    void Json<T>(T value, JsonTypeInfo<T> type);

    /// <summary>A remark that is no part of the answer.</summary>
    void Note(string text);

    /// <summary>What went wrong, and what to do.</summary>
    void Fail(string message, string? action);

    /// <summary>Asks for a yes or no; an empty line is a no.</summary>
    bool Confirm(string question);

    /// <summary>Asks for a line; null when the input has ended.</summary>
    /// <param name="question">Without a colon at the end.</param>
    /// <param name="isSecret">True: what is typed is not shown.</param>
    string? Ask(string question, bool isSecret = false);

    /// <summary>Asks for one of several; null when the input has ended.</summary>
    int? Choose(string question, IReadOnlyList<string> choices);

    /// <summary>All of standard input, trimmed: for secrets that scripts hand over.</summary>
    Task<string> ReadInputAsync(CancellationToken cancellationToken);
}
