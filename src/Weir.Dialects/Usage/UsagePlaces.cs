namespace Weir.Dialects.Usage;

/// <summary>
/// Where the vendors tell usage: at the top of an answer or an event, or in a member of the top that holds one. Any deeper is what a client may have written: the arguments of a tool, or
/// the schema of a tool that is told again.
/// </summary>
internal static class UsagePlaces
{
    /// <summary>The longest of the names here.</summary>
    public const int LongestName = 20;

    /// <summary>What a member's name, without quotes, stands for.</summary>
    public static UsageName NameOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 when name.SequenceEqual("usage"u8) => UsageName.Usage,
        13 when name.SequenceEqual("usageMetadata"u8) => UsageName.UsageMetadata,
        17 when name.SequenceEqual("provider_metadata"u8) => UsageName.ProviderMetadata,
        // Several choices, of which Moonshot's tell usage.
        7 when name.SequenceEqual("choices"u8) => UsageName.Choices,
        // The beginning of an Anthropic stream.
        7 when name.SequenceEqual("message"u8) => UsageName.Message,
        // The end of a Responses stream, and Gemini's answers to Code Assist.
        8 when name.SequenceEqual("response"u8) => UsageName.Holder,
        // The end of a Cohere stream.
        5 when name.SequenceEqual("delta"u8) => UsageName.Holder,
        // Groq's streams.
        6 when name.SequenceEqual("x_groq"u8) => UsageName.Holder,
        // SAP's envelope.
        12 when name.SequenceEqual("final_result"u8) => UsageName.Holder,
        20 when name.SequenceEqual("orchestration_result"u8) => UsageName.Holder,
        _ => UsageName.Other,
    };

    /// <summary>True for what tells usage.</summary>
    public static bool TellsUsage(this UsageName name) => name is UsageName.Usage or UsageName.UsageMetadata;

    /// <summary>True for a member of the top whose own members may tell usage.</summary>
    public static bool HoldsUsage(this UsageName name) => name is UsageName.Holder or UsageName.Message or UsageName.Choices;
}

/// <summary>What a member is on the way to a usage.</summary>
internal enum UsageName : byte
{
    Other,
    Usage,
    UsageMetadata,
    Holder,
    Message,
    Choices,
    ProviderMetadata,
}
