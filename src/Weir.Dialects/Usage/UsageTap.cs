using System.Buffers;
using System.Runtime.CompilerServices;
using Weir.Dialects.OpenAiChat;

namespace Weir.Dialects.Usage;

/// <summary>
/// Reads token usage from a body that passes by in pieces, without building objects: it follows the body's structure to the places where vendors tell usage (<see cref="UsagePlaces"/>) and
/// parses only the object there. Takes JSON, and event streams of it.
/// </summary>
public struct UsageTap : IDisposable
{
    /// <summary>A usage object longer than this is not one.</summary>
    private const int MaxObject = 16 * 1024;

    /// <summary>How deep names matter: <c>choices[].message.provider_metadata.google.usageMetadata</c>.</summary>
    private const int Deepest = 5;

    private byte[]? _held;
    private int _heldLength;
    private bool _collects;
    private int _innerDepth;

    // Where it is: how many objects are open, and what the last member of each was.
    private int _depth;
    private Path _path;
    private bool _inString;
    private bool _escaped;

    // The text of the last string, where it may be a member's name.
    private Text _text;
    private int _textLength;
    private bool _mayBeName;

    /// <summary>The usage seen so far; parts told at different times (Anthropic tells input first) are joined.</summary>
    public TokenUsage Usage { get; private set; }

    /// <summary>True once any usage was seen.</summary>
    public bool Seen { get; private set; }

    /// <summary>True where a name can be one on the way to a usage.</summary>
    private readonly bool Watches => _depth switch
    {
        1 => true,
        2 => _path[1].HoldsUsage(),
        3 => _path[1] == UsageName.Choices && _path[2] == UsageName.Message,
        4 or Deepest => _path[3] == UsageName.ProviderMetadata,
        _ => false,
    };

    /// <summary>True where the object that begins is a usage.</summary>
    private readonly bool IsUsage => _depth switch
    {
        1 => _path[1].TellsUsage(),
        2 => _path[1].HoldsUsage() && _path[2].TellsUsage(),
        // Vercel tells Gemini's thoughts there alone.
        Deepest => _path[3] == UsageName.ProviderMetadata && _path[Deepest] == UsageName.UsageMetadata,
        _ => false,
    };

    /// <summary>Takes the next piece. Pieces may be cut anywhere.</summary>
    public void Read(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            piece = _collects ? Collect(piece) : _inString ? PassString(piece) : Pass(piece);
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

    /// <summary>Goes on to the next thing that says where it is.</summary>
    private ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> piece)
    {
        if (_mayBeName)
        {
            piece = piece.TrimStart(" \t\r\n"u8);
            if (piece.IsEmpty)
            {
                return default;
            }

            _mayBeName = false;
            if (piece[0] == ':')
            {
                _path[_depth] = _textLength > UsagePlaces.LongestName ? UsageName.Other : UsagePlaces.NameOf(((ReadOnlySpan<byte>)_text)[.._textLength]);
            }
        }

        // What stands between the events of a stream has no strings.
        var at = _depth == 0 ? piece.IndexOf((byte)'{') : piece.IndexOfAny((byte)'"', (byte)'{', (byte)'}');
        if (at < 0)
        {
            return default;
        }

        switch (piece[at])
        {
            case (byte)'"':
                _inString = true;
                _textLength = 0;
                _mayBeName = Watches;
                break;
            case (byte)'{' when IsUsage:
                _collects = true;
                _innerDepth = 0;
                _heldLength = 0;
                return piece[at..];
            case (byte)'{':
                _depth++;
                if (_depth <= Deepest)
                {
                    _path[_depth] = UsageName.Other;
                }

                break;
            default:
                _depth--;
                break;
        }

        return piece[(at + 1)..];
    }

    private ReadOnlySpan<byte> PassString(ReadOnlySpan<byte> piece)
    {
        if (_escaped)
        {
            _escaped = false;
            return piece[1..];
        }

        var end = piece.IndexOfAny((byte)'"', (byte)'\\');
        if (_mayBeName)
        {
            Keep(end < 0 ? piece : piece[..end]);
        }

        if (end < 0)
        {
            return default;
        }

        if (piece[end] == '"')
        {
            _inString = false;
        }
        else
        {
            // None of the names has such a character.
            _escaped = true;
            _textLength = UsagePlaces.LongestName + 1;
        }

        return piece[(end + 1)..];
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        if (_textLength + text.Length <= UsagePlaces.LongestName)
        {
            text.CopyTo(((Span<byte>)_text)[_textLength..]);
            _textLength += text.Length;
        }
        else
        {
            _textLength = UsagePlaces.LongestName + 1;
        }
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
                Parse(_heldLength > MaxObject ? default : _held.AsSpan(0, _heldLength));
            }

            _collects = false;
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
                _innerDepth++;
                return false;
            case (byte)'}':
                return --_innerDepth == 0;
            default:
                return false;
        }
    }

    private void Hold(ReadOnlySpan<byte> piece)
    {
        _held ??= ArrayPool<byte>.Shared.Rent(MaxObject);
        if (_heldLength + piece.Length <= MaxObject)
        {
            piece.CopyTo(_held.AsSpan(_heldLength));
        }

        _heldLength = Math.Min(_heldLength + piece.Length, MaxObject + 1);
    }

    private void Parse(ReadOnlySpan<byte> json)
    {
        if (UsageReader.TryRead(json, out var usage))
        {
            Note(usage);
        }
    }

    [InlineArray(Deepest + 1)]
    private struct Path
    {
        private UsageName _first;
    }

    [InlineArray(UsagePlaces.LongestName)]
    private struct Text
    {
        private byte _first;
    }
}
