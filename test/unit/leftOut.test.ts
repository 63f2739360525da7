import { leftOutOf } from '../../nodes/shared/n8n/parameters/leftOut';
import { executionContext } from './executionContext';

describe('SCIM attributes that were left out', () => {
	it('are told once for each reason, whatever their capitals, with those of the most items first', () => {
		const { context, hints } = executionContext();
		const leftOut = leftOutOf(context);
		leftOut.ignored(0, ['nickName', 'x-badge']);
		leftOut.ignored(1, ['NICKNAME']);
		leftOut.untaken(1, ['title', 'Title']);
		leftOut.columns(2, ['Vorname']);
		leftOut.tell();

		expect(hints).toEqual([
			expect.stringContaining('without a matching field were left out: nickName (2 items), x-badge (1 item).'),
			expect.stringContaining('although a field matches them: title (1 item).'),
			expect.stringContaining('no field for these columns and skipped them: Vorname (1 item).'),
		]);
	});

	it('are those of one execution', () => {
		const { context, hints } = executionContext();
		leftOutOf(context).ignored(0, ['nickName']);
		leftOutOf(context).tell();

		expect(hints).toEqual([]);
	});

	it('stay few and short', () => {
		const { context, hints } = executionContext();
		const leftOut = leftOutOf(context);
		leftOut.ignored(
			0,
			Array.from({ length: 40 }, (_, i) => `${i}`.repeat(200)),
		);
		leftOut.tell();

		expect(hints[0]).toContain(' and 30 more.');
		expect(hints[0]?.length).toBeLessThan(1_600);
	});
});
