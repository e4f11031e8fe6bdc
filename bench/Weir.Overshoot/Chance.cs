namespace Weir.Overshoot;

/// <summary>What happens in a run, by its seed: the same for the same question, whatever the order in which things happen.</summary>
internal readonly struct Chance(int seed)
{
    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Below(int bound, int request, int what, int time = 0)
    {
        var mixed = Mix(Mix(Mix(Mix((ulong)(uint)seed + 0x9E3779B97F4A7C15) ^ (uint)request) ^ ((ulong)(uint)what << 32)) ^ (uint)time);
        return (int)(mixed % (ulong)bound);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
