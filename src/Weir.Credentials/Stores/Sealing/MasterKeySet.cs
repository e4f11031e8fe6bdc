namespace Weir.Credentials.Stores.Sealing;

/// <summary>The master keys that count now: one, or two while a rotation is under way.</summary>
/// <param name="Sealing">Seals whatever is written.</param>
/// <param name="Retiring">Still opens what a rotation has not rewritten yet; null when none is under way.</param>
internal sealed record MasterKeySet(MasterKey Sealing, MasterKey? Retiring = null)
{
    /// <summary>The key of an id; null when it is neither.</summary>
    public MasterKey? Find(ReadOnlySpan<byte> id) =>
        id.SequenceEqual(Sealing.IdBytes) ? Sealing
        : Retiring is not null && id.SequenceEqual(Retiring.IdBytes) ? Retiring
        : null;
}
