using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Gemini;

/// <summary>Why a candidate ended. A call ends with STOP: the parts tell.</summary>
internal static class FinishReasons
{
    public static StopReason Read(string? reason, bool hasCall) => reason switch
    {
        "STOP" => hasCall ? StopReason.ToolCall : StopReason.EndTurn,
        "MAX_TOKENS" => StopReason.MaxTokens,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "IMAGE_SAFETY" or "LANGUAGE" or "MODEL_ARMOR" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => StopReason.ContentFilter,
        "UNEXPECTED_TOOL_CALL" when hasCall => StopReason.ToolCall,
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "OTHER" or "TOO_MANY_TOOL_CALLS" or "NO_IMAGE" => StopReason.Error,
        _ => StopReason.Unknown,
    };

    /// <summary>The word as it came, else the nearest one.</summary>
    public static string Write(Choice choice) => choice.Extras.Text(GeminiDialect.DialectName, "$stop") ?? choice.Stop switch
    {
        StopReason.MaxTokens or StopReason.ContextFull => "MAX_TOKENS",
        StopReason.Refusal or StopReason.ContentFilter => "SAFETY",
        StopReason.Error => "OTHER",
        _ => "STOP",
    };

    public static bool HasCall(IEnumerable<Part> parts) => parts.Any(static part => part is ToolCallPart);
}
