using System.Buffers;
using Weir.Dialects.OpenAiChat;

namespace Weir.Dialects.Usage;

/// <summary>
/// Reads token usage from a body that passes by in pieces, without building objects: it looks for the member <c>"usage"</c> (Gemini:
/// <c>"usageMetadata"</c>) and parses only that object. Inside JSON strings a quote is escaped, so the
/// quoted word followed by a colon can only be a member.
/// </summary>
public struct UsageTap : IDisposable
{
    /// <summary>A usage object longer than this is not one.</summary>
    private const int MaxObject = 16 * 1024;

    /// <summary>The beginning of <c>"usage"</c> and of Gemini's <c>"usageMetadata"</c>.</summary>
    private static ReadOnlySpan<byte> Word => "\"usage"u8;

    private byte[]? _held;
    private int _heldLength;
    private Step _step;
    private int _depth;
    private bool _inString;
    private bool _escaped;
    private int _matched;

    /// <summary>The usage seen so far; parts told at different times (Anthropic tells input first) are joined.</summary>
    public TokenUsage Usage { get; private set; }

    /// <summary>True once any usage was seen.</summary>
    public bool Seen { get; private set; }

    private enum Step
    {
        Searching,
        AwaitingObject,
        Collecting,
    }

    /// <summary>Takes the next piece. Pieces may be cut anywhere.</summary>
    public void Read(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            piece = _step switch
            {
                Step.Searching => Search(piece),
                Step.AwaitingObject => AwaitObject(piece),
                _ => Collect(piece),
            };
        }
    }

    /// <summary>Takes one usage object as a whole, for callers that found it themselves.</summary>
    public void Note(TokenUsage usage)
    {
        Usage = Seen ? TokenUsage.Largest(usage, Usage) : usage;
        Seen = true;
    }

    /// <summary>Takes a usage that is final and whole: what was told before counts no more.</summary>
    public void Replace(TokenUsage usage)
    {
        Usage = usage;
        Seen = true;
    }

    public void Dispose()
    {
        if (_held is { } held)
        {
            _held = null;
            ArrayPool<byte>.Shared.Return(held);
        }
    }

    private ReadOnlySpan<byte> Search(ReadOnlySpan<byte> piece)
    {
        // A word cut by the border of two pieces: go on where the last one ended.
        if (_matched > 0)
        {
            var rest = Word[_matched..];
            if (piece.Length < rest.Length && rest.StartsWith(piece))
            {
                _matched += piece.Length;
                return default;
            }

            var whole = piece.StartsWith(rest);
            _matched = 0;
            if (whole)
            {
                _step = Step.AwaitingObject;
                return piece[rest.Length..];
            }
        }

        var at = piece.IndexOf(Word);
        if (at >= 0)
        {
            _step = Step.AwaitingObject;
            return piece[(at + Word.Length)..];
        }

        for (var length = Math.Min(Word.Length - 1, piece.Length); length > 0; length--)
        {
            if (piece.EndsWith(Word[..length]))
            {
                _matched = length;
                break;
            }
        }

        return default;
    }

    private ReadOnlySpan<byte> AwaitObject(ReadOnlySpan<byte> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            switch (piece[i])
            {
                case (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'"':
                case (byte)'M' or (byte)'e' or (byte)'t' or (byte)'a' or (byte)'d':
                    continue;
                case (byte)'{':
                    _step = Step.Collecting;
                    _depth = 0;
                    _inString = false;
                    _escaped = false;
                    _heldLength = 0;
                    return piece[i..];
                default:
                    _step = Step.Searching;
                    return piece[i..];
            }
        }

        return default;
    }

    private ReadOnlySpan<byte> Collect(ReadOnlySpan<byte> piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            if (!Closes(piece[i]))
            {
                continue;
            }

            var end = i + 1;
            if (_heldLength == 0)
            {
                Parse(piece[..end]);
            }
            else
            {
                Hold(piece[..end]);
                Parse(_held.AsSpan(0, _heldLength));
            }

            _step = Step.Searching;
            return piece[end..];
        }

        Hold(piece);
        return default;
    }

    private bool Closes(byte next)
    {
        if (_inString)
        {
            if (_escaped)
            {
                _escaped = false;
            }
            else if (next == '\\')
            {
                _escaped = true;
            }
            else if (next == '"')
            {
                _inString = false;
            }

            return false;
        }

        switch (next)
        {
            case (byte)'"':
                _inString = true;
                return false;
            case (byte)'{':
                _depth++;
                return false;
            case (byte)'}':
                return --_depth == 0;
            default:
                return false;
        }
    }

    private void Hold(ReadOnlySpan<byte> piece)
    {
        if (_heldLength + piece.Length > MaxObject)
        {
            _step = Step.Searching;
            return;
        }

        _held ??= ArrayPool<byte>.Shared.Rent(MaxObject);
        piece.CopyTo(_held.AsSpan(_heldLength));
        _heldLength += piece.Length;
    }

    private void Parse(ReadOnlySpan<byte> json)
    {
        if (UsageReader.TryRead(json, out var usage))
        {
            Note(usage);
        }
    }
}
