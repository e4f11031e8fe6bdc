namespace Weir.Credentials.Methods;

/// <summary>No credential.</summary>
public sealed class NoneMethodKind : IAuthMethodKind
{
    public string Name => "none";

    public AuthChoice Create(AuthOrder order) => new(NoneMethod.Instance);
}
