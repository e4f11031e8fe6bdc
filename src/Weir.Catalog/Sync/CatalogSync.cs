using System.Text.Json;
using Weir.Catalog.Snapshot;
using Weir.Catalog.Sync.OpenCode;

namespace Weir.Catalog.Sync;

/// <summary>Makes a snapshot from models.dev's api.json and, where there is one, a checkout of OpenCode.</summary>
public static class CatalogSync
{
    /// <summary>The source's words for models.dev, wherever its file was read from: a snapshot must not tell one copy of the data from another.</summary>
    public const string ModelsDevSource = "models.dev";

    /// <param name="modelsDev">An api.json.</param>
    /// <param name="openCodeDirectory">Root of an OpenCode checkout, or null. What can't be found in it is noted, and the last known value kept.</param>
    /// <param name="sourceLabel">Words for the snapshot's header; usually <see cref="ModelsDevSource"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="CatalogSyncException">The stream is no api.json, or the directory no OpenCode checkout.</exception>
    public static async Task<SyncResult> RunAsync(
        Stream modelsDev, string? openCodeDirectory, string sourceLabel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(modelsDev);
        ArgumentException.ThrowIfNullOrWhiteSpace(sourceLabel);
        var notes = new List<string>();
        using var document = await ParseAsync(modelsDev, cancellationToken);
        var providers = new ModelsDevReader(notes).Read(document.RootElement, out var date);
        if (openCodeDirectory is not null)
        {
            var checkout = await OpenCodeCheckout.OpenAsync(openCodeDirectory, notes, cancellationToken);
            sourceLabel = $"{sourceLabel}, OpenCode {checkout.Version ?? "of unknown version"}";
            providers = [.. providers.Select(checkout.Correct)];
            checkout.NoteUnknown();
        }

        var listed = providers.Select(provider => provider.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var own in WeirProviders.All.Where(own => listed.Contains(own.Id)))
        {
            notes.Add($"models.dev now lists '{own.Id}', which Weir adds by itself: its own entry gives way.");
        }

        var all = providers.Concat(WeirProviders.All.Where(own => !listed.Contains(own.Id)));
        return new SyncResult(SnapshotWriter.Write(date, sourceLabel, all), notes);
    }

    private static async Task<JsonDocument> ParseAsync(Stream modelsDev, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(modelsDev, cancellationToken: cancellationToken);
        }
        catch (JsonException error)
        {
            throw new CatalogSyncException(
                $"The input is not JSON ({error.Message.TrimEnd('.')}). Give the address or a copy of https://models.dev/api.json.", error);
        }
    }
}
