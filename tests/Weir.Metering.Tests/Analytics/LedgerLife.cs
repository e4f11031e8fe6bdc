using Dapper;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Metering.Ledger;
using Weir.Metering.Ledger.Changes;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests.Analytics;

/// <summary>A ledger that random things happen to: requests in any order, restarts, corrections, deletions. All from one seed.</summary>
internal sealed class LedgerLife(int seed) : IAsyncDisposable
{
    private readonly Random _random = new(seed);
    private readonly List<string> _ids = [];
    private MeteringRoom? _first;
    private int _written;

    public static readonly DateTimeOffset Start = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Length = TimeSpan.FromDays(50);

    public MeteringRoom Room { get; private set; } = null!;

    public async Task LiveAsync(int steps)
    {
        Room = _first = await MeteringRoom.StartAsync();
        for (var step = 0; step < steps; step++)
        {
            await StepAsync();
        }

        await Room.Ledger.FlushAsync(MeteringRoom.Token);
    }

    /// <summary>A random moment of the life, now and then on a border.</summary>
    public DateTimeOffset Moment() => _random.Next(4) switch
    {
        0 => new DateTimeOffset((Start + (Length * _random.NextDouble())).Date, TimeSpan.Zero),
        1 => new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero),
        _ => Start + (Length * _random.NextDouble()),
    };

    public async ValueTask DisposeAsync()
    {
        if (!ReferenceEquals(Room, _first))
        {
            await Room.DisposeAsync();
        }

        await _first!.DisposeAsync();
    }

    private async Task StepAsync()
    {
        switch (_random.Next(20))
        {
            case < 14:
                for (var i = _random.Next(1, 25); i > 0; i--)
                {
                    Room.Ledger.Append(Request());
                }

                break;
            case < 16:
                await Room.Ledger.FlushAsync(MeteringRoom.Token);
                break;
            case 16:
                await RestartAsync();
                break;
            case 17:
                // Told again after a crash: booked once.
                if (_ids.Count > 0)
                {
                    Room.Ledger.Append(Request() with { Id = _ids[_random.Next(_ids.Count)] });
                }

                break;
            case 18:
                await CorrectAsync();
                break;
            default:
                await Room.Get<LedgerChanges>().DeleteBeforeAsync(Start + (Length * _random.NextDouble() * 0.1), MeteringRoom.Token);
                break;
        }
    }

    private async Task RestartAsync()
    {
        Room.Kill();
        var next = await MeteringRoom.StartAsync(beside: Room);
        if (!ReferenceEquals(Room, _first))
        {
            await Room.DisposeAsync();
        }

        Room = next;
    }

    private async Task CorrectAsync()
    {
        string[] some = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => _ids.Count == 0 ? "req_none" : _ids[_random.Next(_ids.Count)])];
        await Room.Get<LedgerChanges>().ChangeAsync(
            some,
            transaction => transaction.Connection!.ExecuteAsync(
                "UPDATE requests SET cost_nano = @Cost, output = @Output, error = NULL, status = 200, \"user\" = @User, run_id = @Run, duration_us = duration_us + 1000000 WHERE id IN @Ids",
                new { Cost = _random.Next(1_000_000), Output = _random.Next(1_000), User = Pick(["ada", "cleo"]), Run = Pick(["run-1", "run-9"]), Ids = some },
                transaction),
            MeteringRoom.Token);
    }

    private UsageRecord Request()
    {
        var time = Start + (Length * _random.NextDouble());
        var isHit = _random.Next(8) == 0;
        var connection = Pick(["openai", "lab", "eu"]);
        var model = _random.Next(10) == 0 ? null : $"{connection}/{Pick(["small", "large"])}";

        // Not in the order of time, and not in that of arrival.
        var id = $"req_{_random.Next(1_000_000):D6}{_written++:D5}";
        _ids.Add(id);
        return new UsageRecord
        {
            Id = id,
            Time = time,
            KeyId = Pick([null, "key_1", "key_2"]),
            User = Pick([null, "", "ada", "bob"]),
            Team = Pick([null, "blue", "red"]),
            Connection = model is null ? null : connection,
            Provider = model is null ? null : Pick(["openai", "azure"]),
            ModelAsked = Pick(["small", "typo"]),
            ModelAnswered = model,
            Dialect = "openai-chat",
            Operation = Pick(["chat.completions", "embeddings"])!,
            Usage = new TokenUsage { Input = _random.Next(5_000), CachedRead = _random.Next(500), CachedWrite = _random.Next(50), Output = _random.Next(2_000), Reasoning = _random.Next(100) },
            Estimated = _random.Next(9) == 0,
            Cost = _random.Next(7) == 0 ? null : new NanoDollars(isHit ? 0 : _random.Next(50_000_000)),
            SavedNano = _random.Next(3) == 0 ? null : _random.Next(-1_000, 9_000),
            AnsweredBy = isHit ? UsageRecord.ByCache : null,
            Status = Pick([200, 200, 200, 429, 502]),
            Error = _random.Next(6) == 0 ? ErrorKind.NetworkError : ErrorKind.Unknown,
            TimeToFirstByte = _random.Next(5) == 0 ? null : TimeSpan.FromMilliseconds(_random.Next(1, 4_000)),
            Duration = TimeSpan.FromMilliseconds(_random.Next(1, 60_000)),
            Tags = Pick([null, "a=1", "a=1, b=2", "b=2,b=2,c", " , "]),
            RunId = Pick([null, null, "run-1", "run-2", "run-3"]),
        };
    }

    private T Pick<T>(ReadOnlySpan<T> from) => from[_random.Next(from.Length)];
}
