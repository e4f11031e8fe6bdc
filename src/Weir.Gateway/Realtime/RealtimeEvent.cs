using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Usage;

namespace Weir.Gateway.Realtime;

/// <summary>What the gateway reads of a server's events: the bill in <c>response.done</c>.</summary>
internal static class RealtimeEvent
{
    /// <summary>The kind that carries a bill.</summary>
    public const string ResponseDone = "response.done";

    /// <summary>The bill in a whole <c>response.done</c>; null when the event is not JSON.</summary>
    public static RealtimeBill? ReadBill(ReadOnlySpan<byte> whole)
    {
        try
        {
            var response = JsonElement.Parse(whole).Member("response");
            var usage = response.Member("usage");
            return new RealtimeBill(usage.ValueKind == JsonValueKind.Object ? RealtimeUsage.Read(usage) : null, response.String("status") == "failed")
            {
                IsEmpty = response.Member("output") is not { ValueKind: JsonValueKind.Array } output || output.GetArrayLength() == 0,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One <c>response.done</c>, as the ledger needs it.</summary>
/// <param name="Usage">What the response used; null where the server does not tell.</param>
/// <param name="Failed">True when the server says that it failed.</param>
internal sealed record RealtimeBill(TokenUsage? Usage, bool Failed)
{
    /// <summary>True when nothing came out of it.</summary>
    public bool IsEmpty { get; init; }
}
