namespace Weir.Dialects.Conversations.Parts;

/// <summary>Where the bytes of a picture, sound or file are.</summary>
public abstract record MediaSource
{
    private protected MediaSource()
    {
    }
}

/// <summary>In the message itself.</summary>
/// <param name="Base64">The bytes in standard base64, without a data: prefix.</param>
/// <param name="MediaType">MIME type; for formats named otherwise (<c>wav</c>) the reader makes it one.</param>
public sealed record InlineMedia(string Base64, string MediaType) : MediaSource;

/// <summary>Plain text that stands for a document.</summary>
public sealed record TextMedia(string Text, string MediaType) : MediaSource;

/// <summary>At an address that the provider reads: http(s), or a bucket of its own cloud.</summary>
public sealed record LinkedMedia(string Url, string? MediaType = null) : MediaSource;

/// <summary>Uploaded to the provider before; the id means something there only.</summary>
public sealed record UploadedMedia(string FileId, string? MediaType = null) : MediaSource;
