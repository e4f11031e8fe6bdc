using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Routing.Snapshots;
using Weir.Storage;

namespace Weir.Gateway.Batches;

/// <summary>
/// Asks after the batches that are open, calmly, and has those that are over booked. Nobody else books: a client's look at a batch only wakes the watch. What a stopped gateway left
/// open, the next start asks after.
/// </summary>
internal sealed partial class BatchWatch(
    ResourceStore store, ConnectionCalls calls, BatchSettler settler, BatchHolds holds, ISnapshotSource snapshots, TimeProvider time, ILogger<BatchWatch> logger) : BackgroundService
{
    /// <summary>A young batch is asked after so often.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>An old one so often: providers promise a day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan CallLimit = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Has a batch asked after now.</summary>
    public void Wake(string id)
    {
        _due.TryRemove(id, out _);
        _wakes.Writer.TryWrite(true);
    }

    /// <summary>Asks after all batches that are due.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in await store.OpenBatchesAsync(cancellationToken))
        {
            if (!_due.TryGetValue(batch.Id, out var due) || due <= time.GetUtcNow())
            {
                await CheckAsync(batch, cancellationToken);
            }
        }
    }

    /// <summary>Asks after one batch, and books it if it is over. What fails is logged and tried again later.</summary>
    public async Task CheckAsync(Resource batch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Another look may have booked it meanwhile.
            if ((await store.FindAsync(batch.Id, batch.KeyId, cancellationToken)).Any(found => found.Connection == batch.Connection && found.SettledAt is null))
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(CallLimit);
                await AskAsync(batch, limit.Token);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or CredentialException or IOException or InvalidDataException or StorageException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogFailed(exception, batch.Id, batch.Connection);
        }
        finally
        {
            var age = time.GetUtcNow() - batch.CreatedAt;
            _due[batch.Id] = time.GetUtcNow() + TimeSpan.FromTicks(Math.Clamp(age.Ticks / 10, Shortest.Ticks, Longest.Ticks));
            _turn.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (StorageException exception)
            {
                LogNoDatabase(exception, exception.Message, exception.Action);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await WaitAsync(stoppingToken);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <summary>Waits for the next minute, or for somebody who knows that there is something to see.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var minute = Task.Delay(Shortest, time, waiting.Token);
        var woken = _wakes.Reader.WaitToReadAsync(waiting.Token).AsTask();
        await Task.WhenAny(minute, woken);
        await waiting.CancelAsync();
        _wakes.Reader.TryRead(out _);
    }

    private async Task AskAsync(Resource batch, CancellationToken cancellationToken)
    {
        if (snapshots.Current.FindConnection(batch.Connection) is not { NotServed: null } connection)
        {
            // It may come back with the next change of weir.yaml.
            return;
        }

        using var response = await calls.GetAsync(connection, $"batches/{Uri.EscapeDataString(batch.Id)}", "", cancellationToken);
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            LogGone(batch.Id, batch.Connection);
            holds.GiveUp(batch.Held);
            await store.SettleAsync(batch, time.GetUtcNow(), cancellationToken);
            return;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The upstream answered {(int)response.StatusCode}.");
        }

        if (BatchObject.Read(await ConnectionCalls.ReadJsonAsync(response, cancellationToken)) is { IsOver: true } told)
        {
            await store.AddAsync(ResourceAnswers.FilesOf(told, batch), cancellationToken);
            await settler.SettleAsync(batch, told, connection, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 3032, Level = LogLevel.Warning, Message = "Could not ask \"{Connection}\" after batch {Id}; Weir tries again later")]
    private partial void LogFailed(Exception exception, string id, string connection);

    [LoggerMessage(EventId = 3033, Level = LogLevel.Warning, Message = "\"{Connection}\" does not know batch {Id} any more: it is not booked")]
    private partial void LogGone(string id, string connection);

    [LoggerMessage(EventId = 3034, Level = LogLevel.Error, Message = "{Reason} {Remedy} Open batches wait; Weir tries again")]
    private partial void LogNoDatabase(Exception exception, string reason, string remedy);
}
