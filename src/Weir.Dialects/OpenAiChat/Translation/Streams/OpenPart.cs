using System.Text;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>A part of a stream that is being written.</summary>
internal sealed class OpenPart(Part part)
{
    public Part Part => part;

    /// <summary>What was written of it.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>Where the part begins in the choice's content.</summary>
    public int TextStart { get; init; }

    public Signature? Signature { get; set; }

    /// <summary>The call's index on the wire.</summary>
    public int Call { get; set; }

    public bool IsCustom { get; set; }
}
