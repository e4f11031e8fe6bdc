using Weir.Gateway.Tests.Fakes;
using Weir.Metering.Keys;

namespace Weir.Gateway.Tests.Security;

/// <summary>One key of each kind, each with its kind for a text.</summary>
internal sealed class FakeKeyRing : IKeyRing
{
    public KeyLookup Find(ReadOnlySpan<char> presented) => presented switch
    {
        "good" => new KeyLookup(KeyState.Valid, Some.Key),
        "admin" => new KeyLookup(KeyState.Valid, Some.AdminKey),
        "expired" => new KeyLookup(KeyState.Expired, Some.Key),
        "revoked" => new KeyLookup(KeyState.Revoked, Some.Key),
        "disabled" => new KeyLookup(KeyState.UserDisabled, Some.Key),
        _ => default,
    };
}
