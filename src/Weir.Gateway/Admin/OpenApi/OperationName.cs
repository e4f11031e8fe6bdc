using System.Text;

namespace Weir.Gateway.Admin.OpenApi;

/// <summary>Names operations after their route: <c>GET /providers/{name}/sign-in</c> is <c>getProvidersNameSignIn</c>.</summary>
internal static class OperationName
{
    public static string Of(AdminRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        var name = new StringBuilder(route.Method.ToLowerInvariant());
        var startsWord = true;
        foreach (var character in route.Template[AdminRoutes.Root.Length..])
        {
            if (char.IsAsciiLetter(character))
            {
                name.Append(startsWord ? char.ToUpperInvariant(character) : character);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        return name.ToString();
    }
}
