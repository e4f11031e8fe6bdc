using System.Text.Json;
using Weir.Invocation;

namespace Weir.Commands.Explain;

/// <summary>A request that is only thought of, out of a file.</summary>
internal static class RequestBody
{
    /// <param name="run">The run.</param>
    /// <param name="file">A path; - for standard input.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CliException">It is no JSON.</exception>
    public static async Task<JsonElement> ReadAsync(CommandRun run, string file, CancellationToken cancellationToken)
    {
        var text = file == "-" ? await run.Terminal.ReadInputAsync(cancellationToken) : await File.ReadAllTextAsync(run.FullPath(file), cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCodes.Failed, $"The body is not JSON: {exception.Message}", "Give the request as a client would send it.", exception);
        }
    }
}
