namespace Weir.Metering.Keys;

/// <summary>Finds the key that a client presents. Answers from memory; the table behind it is kept in step at once.</summary>
public interface IKeyRing
{
    /// <summary>Looks a presented key up by its hash. Constant work for any input; allocates nothing on a hit.</summary>
    KeyLookup Find(ReadOnlySpan<char> presented);
}

/// <summary>The answer of <see cref="IKeyRing.Find"/>.</summary>
/// <param name="State">Whether the key opens anything.</param>
/// <param name="Key">The key; null when unknown.</param>
public readonly record struct KeyLookup(KeyState State, ClientKey? Key);

/// <summary>Whether a presented key is good.</summary>
public enum KeyState
{
    Unknown = 0,
    Valid,
    Expired,
    Revoked,

    /// <summary>Good by itself, but its user is disabled.</summary>
    UserDisabled,
}
