using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Gateway.Translation;

/// <summary>
/// Anthropic's message threads: a client starts one, then sends only what is new and leaves the rest to the server's memory. A target of another dialect has no such memory, so
/// going on is refused in the words on which Anthropic's SDKs send the whole history again. To answer the new messages alone would be an answer to something nobody asked.
/// </summary>
internal static class ServerThreads
{
    /// <summary>What to tell a client that goes on in a thread; null for every other request.</summary>
    public static WeirError? Problem(Conversation conversation) =>
        conversation.Extras.TryGet(DialectNames.AnthropicMessages, "thread", out var thread) && thread.String("type") == "continue"
            ? new WeirError(ErrorKind.ModelNotAvailable, "Weir keeps no message threads for a model of another dialect.", "Send the whole history, or set thread to false in the SDK.")
            {
                Param = "thread",
                VendorCode = "thread_not_found",
            }
            : null;
}
