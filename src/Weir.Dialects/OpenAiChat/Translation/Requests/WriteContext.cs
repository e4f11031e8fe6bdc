using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.OpenAiChat.Translation.Requests;

/// <summary>What the writers of one request share.</summary>
internal sealed class WriteContext(Conversation conversation, WriteOptions options)
{
    /// <summary>OpenAI refuses longer ids of calls.</summary>
    private const int LongestCallId = 40;

    public Conversation Conversation => conversation;

    public WriteOptions Options => options;

    public Losses Losses => options.Losses;

    public ChatVariant Variant => options.Variant;

    /// <summary>The id by which the model's family is told.</summary>
    public string Family { get; } = options.ModelFamily ?? conversation.Model;

    /// <summary>True when the request was read from this dialect: its form is kept wherever the variant allows.</summary>
    public bool IsOwn { get; } = conversation.Extras.Has(Notes.Origin);

    /// <summary>True when the server takes marks for its prompt cache. A client of this dialect knows its server, and its marks are kept.</summary>
    public bool WritesMarks { get; } = conversation.Extras.Has(Notes.Origin) || options.Variant.Cache switch
    {
        CacheMarking.Always => true,
        CacheMarking.Claude => ModelFamilies.IsClaude(options.ModelFamily ?? conversation.Model),
        _ => false,
    };

    /// <summary>The call's id in the server's alphabet.</summary>
    public string CallId(string id) => Variant.ToolIdLength > 0 ? ToolCallIds.Short(id, Variant.ToolIdLength) : IsOwn ? id : ToolCallIds.Safe(id, LongestCallId);
}
