using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Conversations;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Parts">What is said. Tool results may stand in <see cref="Role.Tool"/> and in <see cref="Role.User"/> messages, tool calls and reasoning in <see cref="Role.Assistant"/> ones.</param>
public sealed record Message(Role Role, IReadOnlyList<Part> Parts)
{
    /// <summary>The name of the speaker, where the dialect has one.</summary>
    public string? Name { get; init; }

    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>Who speaks in a message.</summary>
public enum Role
{
    System,

    /// <summary>The application's instructions where the dialect tells them apart from the system's; otherwise they are written as the system's.</summary>
    Developer,
    User,
    Assistant,
    Tool,
}
