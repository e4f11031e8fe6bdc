using FsCheck;
using FsCheck.Fluent;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;

namespace Weir.Metering.Tests;

/// <summary>Records for tests: a plain one, and generated ones of every shape.</summary>
internal static class SampleRecords
{
    public static readonly DateTimeOffset Time = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> AnyText = Gen.Elements(
        "", "a", "my-openai/gpt-4o-mini", "Grüße, 世界 🌊", "it's \"quoted\"; DROP TABLE requests", new string('x', 300));

    private static readonly Gen<string?> MaybeText = Gen.OneOf(AnyText.Select(text => (string?)text), Gen.Constant<string?>(null));

    private static readonly Gen<long> Tokens = Gen.OneOf(
        Gen.Constant(0L), Gen.Choose(0, 200_000).Select(number => (long)number), Gen.Elements(long.MaxValue, -1L, 1L << 40));

    private static readonly Gen<TimeSpan> Span =
        Gen.Choose(0, int.MaxValue).Select(number => TimeSpan.FromTicks(number * TimeSpan.TicksPerMicrosecond));

    private static readonly Gen<TimeSpan?> MaybeSpan = Gen.OneOf(Span.Select(span => (TimeSpan?)span), Gen.Constant<TimeSpan?>(null));

    private static readonly Gen<bool> Flag = Gen.Elements(true, false);

    private static readonly Gen<ErrorKind> Error = Gen.Elements(Enum.GetValues<ErrorKind>());

    private static readonly Gen<NanoDollars?> Cost =
        Gen.OneOf(Tokens.Select(number => (NanoDollars?)new NanoDollars(number)), Gen.Constant<NanoDollars?>(null));

    private static readonly Gen<TokenUsage> Usage =
        from numbers in Gen.ArrayOf(Tokens, 7)
        select new TokenUsage
        {
            Input = numbers[0],
            CachedRead = numbers[1],
            CachedWrite = numbers[2],
            InputAudio = numbers[3],
            Output = numbers[4],
            Reasoning = numbers[5],
            OutputAudio = numbers[6],
        };

    private static readonly Gen<AttemptRecord> Attempt =
        from required in Gen.ArrayOf(AnyText, 2)
        from optional in Gen.ArrayOf(MaybeText, 2)
        from spans in Gen.ArrayOf(Span, 2)
        from firstByte in MaybeSpan
        from status in Gen.Elements(0, 200, 429, 529)
        from error in Error
        from usage in Usage
        from estimated in Flag
        from cost in Cost
        select new AttemptRecord
        {
            Connection = required[0],
            Model = required[1],
            StartedAfter = spans[0],
            TimeToFirstByte = firstByte,
            Duration = spans[1],
            Status = status,
            Error = error,
            Detail = optional[0],
            Usage = usage,
            Estimated = estimated,
            Cost = cost,
            PriceVersion = optional[1],
        };

    /// <summary>Records as a gateway could write them; all have the same id.</summary>
    public static readonly Gen<UsageRecord> Any =
        from required in Gen.ArrayOf(AnyText, 2)
        from optional in Gen.ArrayOf(MaybeText, 10)
        from milliseconds in Gen.Choose(0, int.MaxValue)
        from flags in Gen.ArrayOf(Flag, 2)
        from usage in Usage
        from cost in Cost
        from status in Gen.Elements(200, 400, 499, 502)
        from error in Error
        from firstByte in MaybeSpan
        from duration in Span
        from attempts in Gen.ListOf(Attempt).Resize(4)
        select new UsageRecord
        {
            Id = "req_any",
            Time = Time.AddMilliseconds(milliseconds),
            KeyId = optional[0],
            User = optional[1],
            Connection = optional[2],
            Provider = optional[3],
            ModelAsked = optional[4],
            ModelAnswered = optional[5],
            Dialect = required[0],
            Operation = required[1],
            Streamed = flags[0],
            Usage = usage,
            Estimated = flags[1],
            Cost = cost,
            PriceVersion = optional[6],
            Status = status,
            Error = error,
            TimeToFirstByte = firstByte,
            Duration = duration,
            Tags = optional[7],
            RunId = optional[8],
            AnsweredBy = optional[9],
            SnapshotVersion = status,
            Notes = optional[9],
            Attempts = [.. attempts],
        };

    /// <summary>A request that one attempt answered.</summary>
    public static UsageRecord Plain(string id) => new()
    {
        Id = id,
        Time = Time,
        KeyId = "key_0123456789abcdef",
        User = "ada",
        Connection = "my-openai",
        Provider = "openai",
        ModelAsked = "gpt-4o-mini",
        ModelAnswered = "my-openai/gpt-4o-mini",
        Dialect = "openai-chat",
        Operation = "chat.completions",
        Streamed = true,
        Usage = new TokenUsage { Input = 1200, CachedRead = 1000, Output = 340, Reasoning = 40 },
        Cost = new NanoDollars(1_234_567),
        PriceVersion = "catalog:2026-06-30",
        Status = 200,
        TimeToFirstByte = TimeSpan.FromMilliseconds(312),
        Duration = TimeSpan.FromMilliseconds(2718),
        Tags = "team=research",
        RunId = "run-7",
        Attempts =
        [
            new AttemptRecord
            {
                Connection = "my-openai",
                Model = "gpt-4o-mini",
                StartedAfter = TimeSpan.FromMilliseconds(1),
                TimeToFirstByte = TimeSpan.FromMilliseconds(310),
                Duration = TimeSpan.FromMilliseconds(2716),
                Status = 200,
                Usage = new TokenUsage { Input = 1200, CachedRead = 1000, Output = 340, Reasoning = 40 },
                Cost = new NanoDollars(1_234_567),
                PriceVersion = "catalog:2026-06-30",
            },
        ],
    };
}
