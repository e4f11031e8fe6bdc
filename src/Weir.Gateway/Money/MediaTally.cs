using System.Buffers.Text;
using System.Text.Json;

namespace Weir.Gateway.Money;

/// <summary>
/// Counts the media of a conversation where providers take them: pictures by the piece, files by their size, what is only named as anything. What stands elsewhere and looks like media is
/// text, and billed as that.
/// </summary>
internal struct MediaTally
{
    /// <summary>No file is taken to be shorter.</summary>
    private const long LeastFileTokens = 50_000;

    /// <summary>Tokens of a file for each character that it has in base64: text packs to a fifth, and each of its pages may be read as a picture too.</summary>
    private const long FileTokensPerByte = 4;

    /// <summary>Characters in base64 of the thinnest recordings that make a token.</summary>
    private const long AudioBytesPerToken = 20;

    /// <summary>The most members are told by that alone.</summary>
    private static ReadOnlySpan<byte> FirstLetters => "adfirsv"u8;

    /// <summary>Bytes of the body that are media.</summary>
    public long Bytes { get; private set; }

    public int Pictures { get; private set; }

    /// <summary>Tokens that all files and recordings inside the body make at most.</summary>
    public long FileTokens { get; private set; }

    public bool HasAudio { get; private set; }

    /// <summary>True when the body only names a file or a video: it may be as long as the model reads.</summary>
    public bool HasUnknown { get; private set; }

    private enum Kind
    {
        None,
        Picture,
        File,
        Audio,

        /// <summary>Told by its media type.</summary>
        Typed,

        /// <summary>An object of the client's own, such as the arguments of a call: text, whatever it looks like.</summary>
        Text,
    }

    /// <summary>Looks at the member whose name the reader stands at. Where it is media, the reader stands at its end afterwards.</summary>
    public void Take(ref Utf8JsonReader reader)
    {
        var kind = KindOf(reader);
        if (kind == Kind.None)
        {
            return;
        }

        var ahead = reader;
        ahead.Read();
        if (kind == Kind.Text)
        {
            if (ahead.TokenType == JsonTokenType.StartObject)
            {
                ahead.Skip();
                reader = ahead;
            }

            return;
        }

        var found = default(Found);
        if (ahead.TokenType == JsonTokenType.String && kind != Kind.Typed)
        {
            found.See(ahead.ValueSpan, isData: false, isName: true);
        }
        else if (ahead.TokenType != JsonTokenType.StartObject || !found.TryRead(ref ahead))
        {
            // A member of that name that holds something else, or blocks of its own: what is in them is looked at.
            return;
        }

        Add(kind, found);
        reader = ahead;
    }

    private void Add(Kind kind, in Found found)
    {
        if (found is { HasData: false, IsNamed: false })
        {
            return;
        }

        Bytes += found.DataBytes;
        var isPicture = found.IsPicture || (kind == Kind.Picture && !found.IsAudio && !found.IsDocument);
        var isAudio = !isPicture && (kind == Kind.Audio || found.IsAudio);
        HasAudio |= isAudio || (!isPicture && !found.IsDocument);
        if (isPicture)
        {
            Pictures++;
        }
        else if (found.HasData)
        {
            FileTokens += Math.Max(LeastFileTokens, isAudio ? found.DataBytes / AudioBytesPerToken : found.DataBytes * FileTokensPerByte);
        }
        else if (isAudio)
        {
            // An answer of the assistant's own, named again.
            FileTokens += LeastFileTokens;
        }
        else
        {
            HasUnknown = true;
        }
    }

    private static Kind KindOf(in Utf8JsonReader reader) =>
        !reader.ValueIsEscaped && (reader.ValueSpan.IsEmpty || !FirstLetters.Contains(reader.ValueSpan[0])) ? Kind.None :
        reader.ValueTextEquals("image_url"u8) ? Kind.Picture :
        reader.ValueTextEquals("input_audio"u8) || reader.ValueTextEquals("audio"u8) ? Kind.Audio :
        reader.ValueTextEquals("source"u8) || reader.ValueTextEquals("inlineData"u8) || reader.ValueTextEquals("inline_data"u8) || reader.ValueTextEquals("fileData"u8) ? Kind.Typed :
        reader.ValueTextEquals("file_data"u8) || reader.ValueTextEquals("file"u8) || reader.ValueTextEquals("file_id"u8) || reader.ValueTextEquals("file_url"u8)
            || reader.ValueTextEquals("video_url"u8) || reader.ValueTextEquals("document_url"u8) ? Kind.File :
        reader.ValueTextEquals("input"u8) || reader.ValueTextEquals("args"u8) || reader.ValueTextEquals("arguments"u8) || reader.ValueTextEquals("response"u8) ? Kind.Text :
        Kind.None;

    /// <summary>What an object of media says of itself.</summary>
    private struct Found
    {
        public bool HasData { get; private set; }

        /// <summary>Bytes of the data: what is too short to be told from text counts as text beside it.</summary>
        public long DataBytes { get; private set; }

        /// <summary>True when it names what is not in the body.</summary>
        public bool IsNamed { get; private set; }

        public bool IsPicture { get; private set; }

        public bool IsAudio { get; private set; }

        public bool IsDocument { get; private set; }

        /// <summary>Reads a flat object to its end; false when it holds others.</summary>
        public bool TryRead(ref Utf8JsonReader ahead)
        {
            while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
            {
                var isType = ahead.ValueTextEquals("media_type"u8) || ahead.ValueTextEquals("mimeType"u8) || ahead.ValueTextEquals("mime_type"u8);
                var isData = ahead.ValueTextEquals("data"u8) || ahead.ValueTextEquals("bytes"u8) || ahead.ValueTextEquals("file_data"u8);
                var isName = ahead.ValueTextEquals("url"u8) || ahead.ValueTextEquals("uri"u8) || ahead.ValueTextEquals("fileUri"u8) || ahead.ValueTextEquals("file_uri"u8)
                    || ahead.ValueTextEquals("file_id"u8) || ahead.ValueTextEquals("id"u8);
                ahead.Read();
                if (ahead.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    return false;
                }

                if (ahead.TokenType == JsonTokenType.String && isType)
                {
                    Note(ahead.ValueSpan);
                }
                else if (ahead.TokenType == JsonTokenType.String && (isData || isName))
                {
                    See(ahead.ValueSpan, isData, isName);
                }
            }

            return true;
        }

        /// <summary>Looks at data, an address or an id.</summary>
        public void See(ReadOnlySpan<byte> value, bool isData, bool isName)
        {
            if (value.StartsWith("data:"u8))
            {
                Note(value["data:"u8.Length..]);
                HasData = true;
                DataBytes += value.Length;
            }
            else if (value.Length > 1024 && Base64.IsValid(value))
            {
                HasData = true;
                DataBytes += value.Length;
            }
            else
            {
                HasData |= isData && value.Length > 0;
                IsNamed |= isName && value.Length > 0;
            }
        }

        private void Note(ReadOnlySpan<byte> type)
        {
            IsPicture |= type.StartsWith("image/"u8);
            IsAudio |= type.StartsWith("audio/"u8);
            IsDocument |= type.StartsWith("application/pdf"u8) || type.StartsWith("text/"u8);
        }
    }
}
