using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Work;
using Weir.Metering.Usage;

namespace Weir.Gateway.Events;

/// <summary>
/// Tells which requests ended since the last look. It reads the database rather than this process, so that it sees every node's requests, and
/// looks back a little each time: a node writes its rows a moment after they ended. Not for concurrent use.
/// </summary>
internal sealed class EndedWatch(EndedRequests ended)
{
    /// <summary>The most requests that one look tells of; a page that must not miss any asks for the list.</summary>
    public const int LargestBatch = 200;

    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(2);

    private HashSet<string> _told = [];

    /// <summary>Up to where it has told.</summary>
    public LedgerPosition Position { get; private set; }

    /// <summary>Begins at a moment: what ended before it is not told.</summary>
    public async Task StartAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Position = new LedgerPosition(now);
        _told = [.. (await ended.SinceAsync(now - LookBack, LargestBatch * 2, cancellationToken)).Select(static request => request.Id)];
    }

    /// <summary>The next ones, the newest first; the last <see cref="LargestBatch"/> of them where there are more.</summary>
    public async Task<IReadOnlyList<RequestEntry>> LookAsync(CancellationToken cancellationToken)
    {
        var seen = await ended.SinceAsync(Position.At - LookBack, LargestBatch * 2, cancellationToken);
        var unheard = seen.Where(request => !_told.Contains(request.Id)).Take(LargestBatch).ToList();
        if (unheard.Count == 0)
        {
            return [];
        }

        _told = [.. seen.Select(static request => request.Id)];
        Position = new LedgerPosition(seen[0].At > Position.At ? seen[0].At : Position.At);
        return await ReadAsync(unheard, cancellationToken);
    }

    /// <summary>What was told to others since a position; null when that is more than a batch.</summary>
    public async Task<IReadOnlyList<RequestEntry>?> SinceAsync(LedgerPosition position, CancellationToken cancellationToken)
    {
        var seen = await ended.SinceAsync(position.At - LookBack, LargestBatch + 1, cancellationToken);
        return seen.Count > LargestBatch ? null : await ReadAsync(seen, cancellationToken);
    }

    private async Task<IReadOnlyList<RequestEntry>> ReadAsync(IReadOnlyCollection<EndedRequest> which, CancellationToken cancellationToken) =>
        which.Count == 0 ? [] : [.. (await ended.ReadAsync([.. which.Select(static request => request.Id)], cancellationToken)).Select(static request => Entries.Of(request))];
}
