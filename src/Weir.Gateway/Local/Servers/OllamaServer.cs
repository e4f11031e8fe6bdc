using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Weir.Catalog;
using Weir.Routing.Local;

namespace Weir.Gateway.Local.Servers;

/// <summary>
/// Ollama: lists its models in <c>/api/tags</c>; window and abilities of each are told by <c>/api/show</c>, which is asked once for each version of a model.
/// </summary>
internal sealed class OllamaServer(LocalCalls calls) : IServerKind
{
    /// <summary>Questions at a time.</summary>
    private const int Width = 8;

    /// <summary>What is not told by then is asked the next time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, LocalModel>> _known = new(StringComparer.Ordinal);

    public async Task<LocalServer?> RecognizeAsync(LocalPlace place, ModelList list, CancellationToken cancellationToken)
    {
        if ((await calls.TryAskAsync(place, "/api/version", cancellationToken)).Json?.Name("version") is not { } version ||
            (await calls.TryAskAsync(place, "/api/tags", cancellationToken)).Json is not { } tags || tags.Member("models") is null)
        {
            return null;
        }

        var loaded = (await calls.TryAskAsync(place, "/api/ps", cancellationToken)).Json?.Items("models").Select(NameOf).ToHashSet();
        var models = await DescribeAsync(place, [.. tags.Items("models").Where(static entry => NameOf(entry) is not null)], cancellationToken);
        return new LocalServer
        {
            Origin = place.Origin,
            Kind = LocalServerKind.Ollama,
            Version = version,
            Models = [.. models.Select(model => model with { IsLoaded = loaded?.Contains(model.Id) })],
        };
    }

    private static string? NameOf(JsonElement entry) => entry.Name("model") ?? entry.Name("name");

    /// <summary>The models in the order of the entries; those that could not be described in time have their names only.</summary>
    private async Task<IReadOnlyList<LocalModel>> DescribeAsync(LocalPlace place, IReadOnlyList<JsonElement> entries, CancellationToken cancellationToken)
    {
        var origin = LocalAddress.KeyOf(place.Origin);
        var before = _known.GetValueOrDefault(origin);
        var described = new ConcurrentDictionary<string, LocalModel>(StringComparer.Ordinal);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await Parallel.ForEachAsync(entries, new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = limit.Token }, async (entry, token) =>
            {
                var key = KeyOf(entry);
                if (before?.GetValueOrDefault(key) is { } known)
                {
                    described[key] = known;
                }
                else if ((await calls.TryAskAsync(place, "/api/show", token, Question(NameOf(entry)!))).Json is { } told)
                {
                    described[key] = Of(NameOf(entry)!, told);
                }
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The rest is asked the next time.
        }

        _known[origin] = described;
        return [.. entries.Select(entry => described.GetValueOrDefault(KeyOf(entry)) ?? new LocalModel { Id = NameOf(entry)! })];
    }

    /// <summary>A model that is pulled anew has another digest.</summary>
    private static string KeyOf(JsonElement entry) => $"{NameOf(entry)} {entry.Name("digest")}";

    private static byte[] Question(string model) => System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["model"] = model }.ToJsonString());

    private static LocalModel Of(string name, JsonElement told)
    {
        var abilities = told.Words("capabilities");
        return new LocalModel
        {
            Id = name,
            ContextLimit = ChosenWindow(told) ?? TrainedWindow(told) ?? 0,
            Capabilities = abilities is null ? null : Ability("tools", ModelCapabilities.ToolCall) | Ability("thinking", ModelCapabilities.Reasoning),
            SeesImages = abilities?.Contains("vision") ?? false,
            Embeds = abilities is not null && abilities.Contains("embedding") && !abilities.Contains("completion"),
        };

        ModelCapabilities Ability(string word, ModelCapabilities capability) => abilities.Contains(word) ? capability : ModelCapabilities.None;
    }

    /// <summary>The window that the model's file sets: a line <c>num_ctx 8192</c> of its parameters.</summary>
    private static long? ChosenWindow(JsonElement told)
    {
        if (told.Member("parameters") is not { ValueKind: JsonValueKind.String } parameters)
        {
            return null;
        }

        foreach (var line in parameters.GetString()!.Split('\n'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["num_ctx", var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var window) && window > 0)
            {
                return window;
            }
        }

        return null;
    }

    /// <summary>The window that the model was trained with: <c>llama.context_length</c>, the word before the dot being its architecture.</summary>
    private static long? TrainedWindow(JsonElement told) =>
        told.Member("model_info") is { } info && info.Name("general.architecture") is { } architecture ? info.Count(architecture + ".context_length") : null;
}
