using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Usage;
using Weir.Gateway.Pipeline;
using Weir.Metering.Prices;

namespace Weir.Gateway.Money;

/// <summary>Counts what is billed by the piece; only where a price asks for it.</summary>
internal static class Pieces
{
    /// <summary>Bytes of a recording that make a second, at the least: 8 kbit/s, below what speech is kept in.</summary>
    private const long FewestBytesPerSecond = 1_000;

    /// <summary>Bytes of a recording that usually make a second: 32 kbit/s.</summary>
    private const long UsualBytesPerSecond = 4_000;

    /// <summary>The most pieces that a request can come to.</summary>
    public static UnitCounts Most(Operation operation, ReadOnlySpan<byte> body, int choices, Tariff tariff) => tariff is not Tariff.PerToken { Price.HasUnits: true } ? default : new UnitCounts
    {
        Requests = 1,
        Images = operation == Operations.ImageGenerations ? choices : 0,
        Seconds = operation.Shape == BodyShape.Form ? (body.Length / FewestBytesPerSecond) + 1 : 0,
        Characters = Characters(operation, body),
    };

    /// <summary>The pieces of an attempt that was answered; of a recording whose length nobody told, what its size usually comes to.</summary>
    public static UnitCounts Billed(RequestContext context, Attempt attempt, in TokenUsage usage, Tariff tariff)
    {
        if (tariff is not Tariff.PerToken { Price.HasUnits: true } || attempt.Status is < 200 or >= 300 || !context.Operation.HasUsage)
        {
            return default;
        }

        var body = context.Body is { } held ? held.Span : default;
        var operation = context.Operation;
        return new UnitCounts
        {
            Requests = 1,
            Images = operation == Operations.ImageGenerations ? (context.Size ?? SizeScanner.Scan(body, operation, context.PassThroughPath).Size).Choices : 0,
            Seconds = usage.Seconds > 0 || usage.Total > 0 || operation.Shape != BodyShape.Form ? usage.Seconds : (body.Length / UsualBytesPerSecond) + 1,
            Characters = Characters(operation, body),
        };
    }

    /// <summary>Characters as a reader counts them, which is how vendors do: not bytes, and not halves of a pair.</summary>
    private static long Characters(Operation operation, ReadOnlySpan<byte> body)
    {
        if (operation != Operations.Speech || body.IsEmpty)
        {
            return 0;
        }

        try
        {
            return JsonElement.Parse(body).String("input")?.EnumerateRunes().Count() ?? 0;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half of a pair: no character is shorter than a byte.
            return body.Length;
        }
    }
}
