using Weir.Dialects.Conversations;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Why a model stopped, in Anthropic's words.</summary>
internal static class StopReasons
{
    public static StopReason Read(string? reason) => reason switch
    {
        "end_turn" => StopReason.EndTurn,
        "max_tokens" => StopReason.MaxTokens,
        "stop_sequence" => StopReason.StopSequence,
        "tool_use" => StopReason.ToolCall,
        "pause_turn" => StopReason.Pause,
        "refusal" => StopReason.Refusal,
        "model_context_window_exceeded" => StopReason.ContextFull,
        _ => StopReason.Unknown,
    };

    /// <summary>The word as it came, else the nearest one. Some providers stop for no reason of their own when they call a tool; Anthropic's clients run tools only when told so.</summary>
    public static string Write(Choice choice, bool hasCalls) => choice.Extras.Text(AnthropicDialect.DialectName, "$stop") ?? choice.Stop switch
    {
        StopReason.MaxTokens => "max_tokens",
        StopReason.StopSequence => "stop_sequence",
        StopReason.ToolCall => "tool_use",
        StopReason.EndTurn or StopReason.Unknown when hasCalls => "tool_use",
        StopReason.Pause => "pause_turn",
        StopReason.Refusal or StopReason.ContentFilter => "refusal",
        StopReason.ContextFull => "model_context_window_exceeded",
        _ => "end_turn",
    };
}
