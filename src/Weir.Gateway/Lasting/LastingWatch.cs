using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Gateway.Batches;
using Weir.Routing.Snapshots;
using Weir.Storage;

namespace Weir.Gateway.Lasting;

/// <summary>
/// Asks after what is open at providers (batches, and answers made in the background), calmly, and has what is over booked. Nobody else books: a client's look at it only wakes the
/// watch. What a stopped gateway left open, the next start asks after.
/// </summary>
internal sealed partial class LastingWatch(ResourceStore store, IEnumerable<ILastingWork> works, ISnapshotSource snapshots, TimeProvider time, ILogger<LastingWatch> logger) : BackgroundService
{
    /// <summary>What is young is asked after so often.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>What is old so often: providers promise a batch within a day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan CallLimit = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, ILastingWork> _works = works.ToDictionary(static work => work.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _due = new(StringComparer.Ordinal);
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Has something asked after now.</summary>
    public void Wake(string id)
    {
        _due.TryRemove(id, out _);
        _wakes.Writer.TryWrite(true);
    }

    /// <summary>Asks after all that is due.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var open = await store.OpenAsync(cancellationToken);
        foreach (var id in _due.Keys.Except(open.Select(static resource => resource.Id)))
        {
            _due.TryRemove(id, out _);
        }

        foreach (var resource in open)
        {
            if (!_due.TryGetValue(resource.Id, out var due) || due <= time.GetUtcNow())
            {
                await CheckAsync(resource, cancellationToken);
            }
        }
    }

    /// <summary>Asks after one thing, and books it if it is over. What fails is logged and tried again later.</summary>
    public async Task CheckAsync(Resource resource, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Another look may have booked it meanwhile.
            if ((await store.FindAsync(resource.Id, resource.KeyId, cancellationToken)).Any(found => found.Connection == resource.Connection && found.SettledAt is null))
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(CallLimit);
                await AskAsync(resource, limit.Token);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or CredentialException or IOException or InvalidDataException or StorageException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogFailed(exception, resource.Id, resource.Connection);
        }
        finally
        {
            var age = time.GetUtcNow() - resource.CreatedAt;
            _due[resource.Id] = time.GetUtcNow() + TimeSpan.FromTicks(Math.Clamp(age.Ticks / 10, Shortest.Ticks, Longest.Ticks));
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

    private async Task AskAsync(Resource resource, CancellationToken cancellationToken)
    {
        if (snapshots.Current.FindConnection(resource.Connection) is not { NotServed: null } connection)
        {
            // It may come back with the next change of weir.yaml.
            return;
        }

        await _works[resource.Kind].AskAsync(resource, connection, cancellationToken);
    }

    [LoggerMessage(EventId = 3032, Level = LogLevel.Warning, Message = "Could not ask \"{Connection}\" after {Id}; Weir tries again later")]
    private partial void LogFailed(Exception exception, string id, string connection);

    [LoggerMessage(EventId = 3034, Level = LogLevel.Error, Message = "{Reason} {Remedy} What is open waits; Weir tries again")]
    private partial void LogNoDatabase(Exception exception, string reason, string remedy);
}
