using Weir.Credentials;
using Weir.Gateway.Local.Servers;
using Weir.Routing.Local;

namespace Weir.Gateway.Local;

/// <summary>Looks at an address: is a model server there, of which kind, with which models?</summary>
internal sealed class LocalProbe : IDisposable
{
    /// <summary>How long one look may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1500);

    /// <summary>Why there is no server where one refuses strangers.</summary>
    public const string WantsKey = "It wants a key.";

    private readonly LocalCalls _calls = new();
    private readonly IServerKind[] _kinds;

    /// <summary>The kinds that the list gives away go first: other servers imitate Ollama's API.</summary>
    public LocalProbe() => _kinds = [new VllmServer(_calls), new LlamaCppServer(_calls), new OllamaServer(_calls), new LmStudioServer(_calls), new JanServer(_calls)];

    /// <summary>Looks once. Throws nothing but the caller's own cancellation.</summary>
    public async Task<LocalLook> LookAsync(LocalPlace place, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return await AskAsync(place, limit.Token);
        }
        catch (HttpRequestException exception) when (LocalCalls.IsRefusal(exception))
        {
            return new LocalLook(place.Origin, null, "Nothing listens there.", IsGone: true);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Nothing(place, "It can't be reached, or does not speak HTTP.");
        }
        catch (CredentialException exception)
        {
            return Nothing(place, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Nothing(place, "It did not answer in time.");
        }
    }

    public void Dispose() => _calls.Dispose();

    private static LocalLook Nothing(LocalPlace place, string problem) => new(place.Origin, null, problem, IsGone: false);

    private async Task<LocalLook> AskAsync(LocalPlace place, CancellationToken cancellationToken)
    {
        var answer = await _calls.AskAsync(place, "/v1/models", cancellationToken);
        if (answer.IsWeir && place.Connection is null)
        {
            return Nothing(place, "Another Weir answers there.");
        }

        if (answer.Status is 401 or 403)
        {
            return Nothing(place, place.Connection is null ? WantsKey : "It refused the key.");
        }

        if (ModelList.Read(answer) is not { } list)
        {
            return Nothing(place, answer.Status == 503 ? "It is not ready yet." : "No model server answers there.");
        }

        foreach (var kind in _kinds)
        {
            if (await kind.RecognizeAsync(place, list, cancellationToken) is { } server)
            {
                return new LocalLook(place.Origin, server, null, IsGone: false);
            }
        }

        return new LocalLook(place.Origin, new LocalServer { Origin = place.Origin, Kind = LocalServerKind.Unknown, Models = list.Models() }, null, IsGone: false);
    }
}
