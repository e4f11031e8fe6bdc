using System.Diagnostics;

namespace Weir.Metering.Keys;

/// <summary>A key at the one moment when its text is known: show it to its owner, then forget it.</summary>
[DebuggerDisplay("{Key.Prefix,nq}...")]
public sealed class IssuedKey
{
    private readonly string _text;

    internal IssuedKey(ClientKey key, string text)
    {
        Key = key;
        _text = text;
    }

    public ClientKey Key { get; }

    /// <summary>The key itself.</summary>
    public string Reveal() => _text;

    public override string ToString() => Key.Prefix + "...";
}
