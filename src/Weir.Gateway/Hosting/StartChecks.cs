using Weir.Storage.Folders;

namespace Weir.Gateway.Hosting;

/// <summary>What makes the gateway refuse to start before it touches anything.</summary>
internal static class StartChecks
{
    public static void RefuseExposed(DataFolder folder)
    {
        if (folder.FindExposed() is [var exposed, ..])
        {
            throw new StartRefusedException($"Other users of this machine can open {exposed.Path}, which holds keys and usage.", $"Run: {exposed.Remedy}");
        }
    }
}
