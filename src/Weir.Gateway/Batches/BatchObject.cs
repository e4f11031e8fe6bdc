using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.Usage;

namespace Weir.Gateway.Batches;

/// <summary>What the gateway reads of a batch.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsOver">True when nothing of it will run any more.</param>
/// <param name="OutputFile">The file with its answers; null while there is none, and where no request was answered.</param>
/// <param name="ErrorFile">The file with what failed.</param>
/// <param name="Began">When it began, in unix seconds; 0 where that is not told.</param>
/// <param name="Ended">When it ended; null where that is not told.</param>
/// <param name="Model">Its model, where it tells one.</param>
/// <param name="Usage">What it used altogether, where it tells that.</param>
internal sealed record BatchObject(string Id, bool IsOver, string? OutputFile, string? ErrorFile, long Began, long? Ended, string? Model, TokenUsage? Usage)
{
    /// <summary>Reads a batch; null when the object is none.</summary>
    public static BatchObject? Read(JsonElement json)
    {
        if (json.String("id") is not { Length: > 0 } id || json.String("status") is not { } status)
        {
            return null;
        }

        var usage = json.Member("usage");
        return new BatchObject(
            id,
            status is "completed" or "failed" or "expired" or "cancelled",
            json.String("output_file_id"),
            json.String("error_file_id"),
            Time(json, "created_at") ?? 0,
            Time(json, "completed_at") ?? Time(json, "cancelled_at") ?? Time(json, "expired_at") ?? Time(json, "failed_at"),
            json.String("model"),
            usage.ValueKind == JsonValueKind.Object && UsageReader.TryRead(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(usage), out var told) ? told : null);
    }

    private static long? Time(JsonElement json, string name) => json.Member(name).AsLong();
}
