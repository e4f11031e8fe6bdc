using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation.Answers;

/// <summary>Between <c>finish_reason</c> and the neutral reason.</summary>
internal static class StopReasons
{
    /// <summary>The reason behind a word; empty counts as none.</summary>
    /// <param name="word">The word, or null.</param>
    /// <param name="calls">True when the answer has tool calls: some servers say <c>stop</c> then.</param>
    /// <param name="refused">True when the answer has words of refusal.</param>
    public static StopReason Read(string? word, bool calls, bool refused) => word switch
    {
        null or "" => StopReason.Unknown,
        "stop" or "eos" or "end_turn" or "complete" or "COMPLETE" or "STOP" => calls ? StopReason.ToolCall : refused ? StopReason.Refusal : StopReason.EndTurn,
        "stop_sequence" => StopReason.StopSequence,
        "length" or "max_tokens" or "MAX_TOKENS" => StopReason.MaxTokens,
        "tool_calls" or "function_call" or "tool_use" => StopReason.ToolCall,
        "content_filter" or "sensitive" or "SAFETY" => StopReason.ContentFilter,
        "refusal" => StopReason.Refusal,
        "model_length" or "model_context_window_exceeded" => StopReason.ContextFull,
        "error" or "network_error" or "insufficient_system_resource" => StopReason.Error,
        _ => StopReason.Unknown,
    };

    /// <summary>The word for a choice: its own where it came in this dialect, else one of the five that strict clients know.</summary>
    public static string Write(Choice choice, bool calls, bool refused) => choice.Extras.Note(Notes.Stop) ?? choice.Stop switch
    {
        StopReason.MaxTokens or StopReason.ContextFull => "length",
        StopReason.ToolCall => calls ? "tool_calls" : "stop",
        StopReason.ContentFilter => "content_filter",
        StopReason.Refusal => refused ? "stop" : "content_filter",
        StopReason.Unknown when calls => "tool_calls",
        _ => "stop",
    };

    /// <summary>True when a part is a call of the client's tools.</summary>
    public static bool HasCalls(IEnumerable<Part> parts) => parts.Any(static part => part is ToolCallPart);

    /// <summary>True when a part is a refusal.</summary>
    public static bool HasRefusal(IEnumerable<Part> parts) => parts.Any(static part => part is RefusalPart);
}
