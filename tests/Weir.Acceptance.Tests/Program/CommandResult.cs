using System.Text.Json;

namespace Weir.Acceptance.Tests.Program;

/// <summary>What a finished program left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as one JSON document.</summary>
    public JsonElement Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Not JSON: {this}", exception);
        }
    }

    /// <summary>Standard output as one JSON document a line.</summary>
    public IReadOnlyList<JsonElement> JsonLines() =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static line =>
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        })];

    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}
