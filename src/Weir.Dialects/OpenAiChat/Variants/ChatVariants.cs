namespace Weir.Dialects.OpenAiChat.Variants;

/// <summary>Which variant a server speaks.</summary>
public static class ChatVariants
{
    /// <summary>The variant of a provider's model.</summary>
    /// <param name="providerId">The provider's id in the catalogue.</param>
    /// <param name="modelId">The model's id on the wire.</param>
    public static ChatVariant For(string providerId, string modelId) => ChatVariant.OpenAi;
}
