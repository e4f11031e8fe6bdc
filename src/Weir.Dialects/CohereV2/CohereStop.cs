using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.CohereV2;

/// <summary>Between <c>finish_reason</c> and <see cref="StopReason"/>.</summary>
internal static class CohereStop
{
    private const string Note = "$stop";

    public static StopReason Read(JsonElement reason, ref ExtrasBuilder extras)
    {
        var word = reason.MayBeText("finish_reason");
        extras.Note(Note, word ?? "");
        return word switch
        {
            "COMPLETE" => StopReason.EndTurn,
            "MAX_TOKENS" => StopReason.MaxTokens,
            "STOP_SEQUENCE" => StopReason.StopSequence,
            "TOOL_CALL" => StopReason.ToolCall,
            "ERROR_TOXIC" => StopReason.ContentFilter,
            "ERROR" or "TIMEOUT" => StopReason.Error,
            _ => StopReason.Unknown,
        };
    }

    public static void Write(Utf8JsonWriter json, Choice choice)
    {
        var own = choice.Extras.Text(CohereV2Dialect.DialectName, Note);
        if (own is not "")
        {
            json.WriteString("finish_reason", own ?? WordOf(choice.Stop));
        }
    }

    private static string WordOf(StopReason stop) => stop switch
    {
        StopReason.MaxTokens or StopReason.ContextFull => "MAX_TOKENS",
        StopReason.StopSequence => "STOP_SEQUENCE",
        StopReason.ToolCall => "TOOL_CALL",
        StopReason.ContentFilter or StopReason.Error => "ERROR",
        _ => "COMPLETE",
    };
}
