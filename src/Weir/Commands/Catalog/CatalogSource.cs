using System.CommandLine;
using Weir.Catalog.Sync;
using Weir.Invocation;

namespace Weir.Commands.Catalog;

/// <summary>The options that say what a catalogue is made from, and the making.</summary>
internal sealed class CatalogSource
{
    public const string Usual = "https://models.dev/api.json";

    private readonly Option<string?> _modelsDev = new("--models-dev") { Description = $"models.dev's api.json, a file or an address. [{Usual}]", HelpName = "FILE|URL" };
    private readonly Option<string?> _openCode = new("--opencode") { Description = "A checkout of OpenCode, for its sign-ins.", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        command.Add(_modelsDev);
        command.Add(_openCode);
    }

    /// <summary>True when a source was named.</summary>
    public bool IsNamed(CommandRun run) => run.Value(_modelsDev) is not null || run.Value(_openCode) is not null;

    public async Task<SyncResult> ReadAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using var stream = await OpenAsync(run, run.Value(_modelsDev) ?? Usual, cancellationToken);
        var checkout = run.Value(_openCode) is { } folder ? run.FullPath(folder) : null;
        return await CatalogSync.RunAsync(stream, checkout, CatalogSync.ModelsDevSource, cancellationToken);
    }

    private static async Task<Stream> OpenAsync(CommandRun run, string source, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return File.OpenRead(run.FullPath(source));
        }

        using var invoker = new HttpMessageInvoker(run.Context.Http());
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            using var response = await invoker.SendAsync(request, limit.Token);
            return response.IsSuccessStatusCode
                ? new MemoryStream(await response.Content.ReadAsByteArrayAsync(limit.Token))
                : throw Unavailable($"it answers with status {(int)response.StatusCode}", null);
        }
        catch (HttpRequestException exception)
        {
            throw Unavailable(exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable("no answer within 60 seconds", exception);
        }

        CliException Unavailable(string reason, Exception? cause) => new(
            ExitCodes.Failed, $"{url} can't be read: {reason}.", "Fetch it by other means and give the file: --models-dev FILE", cause);
    }
}
