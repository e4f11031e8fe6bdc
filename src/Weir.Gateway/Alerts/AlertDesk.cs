using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.Alerts;
using Weir.Routing.Snapshots;
using Weir.Storage;

namespace Weir.Gateway.Alerts;

/// <summary>Takes what people are to be told of, keeps it once, and logs it. Handing in never waits: requests do it.</summary>
internal sealed partial class AlertDesk(AlertTable table, ISnapshotSource snapshots, TimeProvider time, ILogger<AlertDesk> logger) : BackgroundService
{
    /// <summary>Alerts that wait for the database at most.</summary>
    private const int Room = 1000;

    /// <summary>Marks that are remembered at most.</summary>
    private const int MostKnown = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<NewAlert> _wanted = Channel.CreateBounded<NewAlert>(new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ConcurrentDictionary<string, DateTimeOffset> _known = new(StringComparer.Ordinal);

    /// <summary>Whether this was told already, as far as this process knows: for those who would have to compute what they tell.</summary>
    public bool Knows(string mark) => _known.TryGetValue(mark, out var until) && until > time.GetUtcNow();

    /// <summary>Hands in what to tell. Returns at once; what was told in its window is not told again.</summary>
    public void Raise(NewAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (Knows(alert.Mark))
        {
            return;
        }

        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        // Where the queue is full it is not marked: whoever notices it next hands it in again.
        if (_wanted.Writer.TryWrite(alert))
        {
            _known[alert.Mark] = alert.Until;
        }
    }

    /// <summary>Keeps what was handed in, then ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _wanted.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _wanted.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_wanted.Reader.TryRead(out var alert))
            {
                await KeepAsync(alert, stoppingToken);
            }
        }
    }

    private async Task KeepAsync(NewAlert wanted, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await table.RaiseAsync(wanted, AlertChannels.For(wanted.Kind, snapshots.Current.Config.Alerts), CancellationToken.None) is { } alert)
                {
                    LogRaised(alert.Kind, alert.Message, alert.Id);
                }

                return;
            }
            catch (Exception exception) when (exception is StorageException or DbException)
            {
                LogFailed(exception);
                try
                {
                    await Task.Delay(Pause, time, stoppingToken);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }

    [LoggerMessage(EventId = 3120, Level = LogLevel.Warning, Message = "Alert {Kind}: {Text} ({Id})")]
    private partial void LogRaised(string kind, string text, string id);

    [LoggerMessage(EventId = 3121, Level = LogLevel.Error, Message = "An alert could not be kept; Weir tries again")]
    private partial void LogFailed(Exception exception);
}
